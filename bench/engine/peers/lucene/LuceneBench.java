// Lucene's side of the speed bench: builds an index and answers queries (see measure.py).

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.Version;

final class LuceneBench {
    private static final int TOP = 10;
    private static final int PASSES = 3;  // the best of them counts
    // Before them the JIT compiler needs passes and time, however few the queries are.
    private static final int WARM_UPS = 6;
    private static final long WARM_UP_NS = 5_000_000_000L;  // of this thread's CPU
    private static final double BUFFER_MB = 50;  // as much as tantivy is given

    private record Row(String id, String facet, String text) {
        static Row of(String line) {
            String[] cells = line.split("\t", -1);
            return new Row(cells[0], cells[1], cells[2]);
        }
    }

    private static long processCpuNs() {
        var system = (com.sun.management.OperatingSystemMXBean)
            ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime();
    }

    private static long folderBytes(Path folder) throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                sum += Files.size(file);
            }
        }
        return sum;
    }

    // Words with frequencies, positions and lengths, no stop words; facets as plain terms; the id
    // as a column. Nothing is stored. One thread, merges included.
    private static void build(Path corpus, Path folder) throws IOException {
        long wall = System.nanoTime();
        var config = new IndexWriterConfig(new StandardAnalyzer());
        config.setRAMBufferSizeMB(BUFFER_MB).setMergeScheduler(new SerialMergeScheduler());
        config.setUseCompoundFile(false);
        int documents = 0;
        double builtCpu;
        double builtWall;
        long settled;
        try (var directory = new MMapDirectory(folder);
             var writer = new IndexWriter(directory, config)) {
            try (BufferedReader lines = Files.newBufferedReader(corpus)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    Row row = Row.of(line);
                    var document = new Document();
                    document.add(new NumericDocValuesField("id", Long.parseLong(row.id())));
                    for (String facet : row.facet().split(",")) {
                        document.add(new StringField("facet", facet, Field.Store.NO));
                    }
                    document.add(new TextField("text", row.text(), Field.Store.NO));
                    writer.addDocument(document);
                    ++documents;
                }
            }
            writer.commit();
            builtCpu = processCpuNs() / 1e9;  // from the JVM's start; searchable from here on
            builtWall = (System.nanoTime() - wall) / 1e9;
            settled = folderBytes(folder);
            writer.forceMerge(1);
            writer.commit();
            writer.deleteUnusedFiles();
        }
        System.out.printf(Locale.ROOT,
            "{\"engine\":\"lucene\",\"version\":\"%s on Java %s\",\"documents\":%d,"
                + "\"build_cpu_s\":%.6f,\"build_wall_s\":%.6f,\"merged_cpu_s\":%.6f,"
                + "\"merged_wall_s\":%.6f,\"settled_bytes\":%d,\"merged_bytes\":%d}%n",
            Version.LATEST, System.getProperty("java.version"), documents, builtCpu, builtWall,
            processCpuNs() / 1e9, (System.nanoTime() - wall) / 1e9, settled, folderBytes(folder));
    }

    private static Query words(String text, Occur occur) {
        var query = new BooleanQuery.Builder();
        for (String word : text.split(" ")) {
            query.add(new TermQuery(new Term("text", word)), occur);
        }
        return query.build();
    }

    private static Query query(String kind, Row row) {
        return switch (kind) {
            case "or", "question" -> words(row.text(), Occur.SHOULD);
            case "and" -> words(row.text(), Occur.MUST);
            case "phrase" -> new PhraseQuery("text", row.text().split(" "));
            case "filtered" -> new BooleanQuery.Builder()
                .add(words(row.text(), Occur.SHOULD), Occur.MUST)
                .add(new TermQuery(new Term("facet", row.facet())), Occur.FILTER)
                .build();
            case "prefix" -> new PrefixQuery(new Term("text", row.text()));
            default -> throw new IllegalArgumentException("no such kind: " + kind);
        };
    }

    // From the query's text to the ids of the best ten.
    private static long[] search(IndexSearcher searcher, String kind, Row row) throws IOException {
        ScoreDoc[] found = searcher.search(query(kind, row), TOP).scoreDocs;
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        long[] ids = new long[found.length];
        for (int i = 0; i < found.length; ++i) {
            LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(found[i].doc, leaves));
            NumericDocValues values = leaf.reader().getNumericDocValues("id");
            values.advanceExact(found[i].doc - leaf.docBase);
            ids[i] = values.longValue();
        }
        return ids;
    }

    private static void search(Path folder, Path queries, String kind, Path out)
            throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(queries)) {
            rows.add(Row.of(line));
        }
        long[] cpu = new long[rows.size()];
        long[] wall = new long[rows.size()];
        Arrays.fill(cpu, Long.MAX_VALUE);
        Arrays.fill(wall, Long.MAX_VALUE);
        long[][] hits = new long[rows.size()][];
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        try (var reader = DirectoryReader.open(new MMapDirectory(folder))) {
            var searcher = new IndexSearcher(reader);
            searcher.setQueryCache(null);  // every pass asks the same: a cache would answer it
            long begin = threads.getCurrentThreadCpuTime();
            int timed = 0;
            for (int pass = 0; timed < PASSES; ++pass) {
                long warm = threads.getCurrentThreadCpuTime() - begin;
                boolean timing = timed > 0 || (pass >= WARM_UPS && warm >= WARM_UP_NS);
                timed += timing ? 1 : 0;
                for (int i = 0; i < hits.length; ++i) {
                    long wallBegin = System.nanoTime();
                    long cpuBegin = threads.getCurrentThreadCpuTime();
                    hits[i] = search(searcher, kind, rows.get(i));
                    long cpuSpent = threads.getCurrentThreadCpuTime() - cpuBegin;
                    long wallSpent = System.nanoTime() - wallBegin;
                    if (timing) {
                        cpu[i] = Math.min(cpu[i], cpuSpent);
                        wall[i] = Math.min(wall[i], wallSpent);
                    }
                }
            }
        }
        try (var lines = Files.newBufferedWriter(out)) {
            for (int i = 0; i < hits.length; ++i) {
                var ids = Arrays.stream(hits[i]).mapToObj(Long::toString).toList();
                lines.write(rows.get(i).id() + "\t" + cpu[i] + "\t" + wall[i] + "\t"
                    + String.join(",", ids) + "\n");
            }
        }
        System.out.printf("{\"engine\":\"lucene\",\"kind\":\"%s\",\"queries\":%d}%n", kind,
            hits.length);
    }

    public static void main(String[] args) throws IOException {
        if (args.length == 3 && args[0].equals("build")) {
            build(Path.of(args[1]), Path.of(args[2]));
        } else if (args.length == 5 && args[0].equals("search")) {
            search(Path.of(args[1]), Path.of(args[2]), args[3], Path.of(args[4]));
        } else {
            System.err.println("usage: build CORPUS INDEX | search INDEX QUERIES KIND OUT");
            System.exit(2);
        }
    }
}
