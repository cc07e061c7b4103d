//! tantivy's side of the speed bench: builds an index and answers queries (see measure.py).
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use tantivy::collector::TopDocs;
use tantivy::columnar::Column;
use tantivy::query::{
    BooleanQuery, ConstScoreQuery, Occur, PhraseQuery, Query, RegexQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Schema, FAST, STRING, TEXT};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, TantivyError, Term};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const TOP: usize = 10;
const PASSES: usize = 3; // the best of them counts, after one that warms up
const HEAP_BYTES: usize = 50_000_000; // what its basic_search example calls plenty

fn clock_ns(clock: libc::clockid_t) -> u64 {
    let mut now = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: `now` is a valid timespec for the call to fill; these clocks always exist on Linux.
    unsafe { libc::clock_gettime(clock, &mut now) };
    now.tv_sec as u64 * 1_000_000_000 + now.tv_nsec as u64
}

struct Clocks {
    cpu: libc::clockid_t,
    cpu_begin: u64,
    wall_begin: u64,
}

impl Clocks {
    fn start(cpu: libc::clockid_t) -> Self {
        let wall_begin = clock_ns(libc::CLOCK_MONOTONIC);
        Clocks {
            cpu,
            wall_begin,
            cpu_begin: clock_ns(cpu),
        }
    }
    /// (CPU, wall) nanoseconds since start.
    fn spent(&self) -> (u64, u64) {
        let cpu = clock_ns(self.cpu) - self.cpu_begin;
        (cpu, clock_ns(libc::CLOCK_MONOTONIC) - self.wall_begin)
    }
}

fn seconds(ns: u64) -> f64 {
    ns as f64 / 1e9
}

fn folder_bytes(folder: &Path) -> Result<u64> {
    let mut sum = 0;
    for entry in std::fs::read_dir(folder)? {
        sum += entry?.metadata()?.len();
    }
    Ok(sum)
}

fn three(line: &str) -> Result<(&str, &str, &str)> {
    let mut cells = line.splitn(3, '\t');
    match (cells.next(), cells.next(), cells.next()) {
        (Some(a), Some(b), Some(c)) => Ok((a, b, c)),
        _ => Err("a line has three cells".into()),
    }
}

/// Words with frequencies, positions and lengths (the default tokenizer: simple, lower case),
/// facets as plain terms, and the id as a column: nothing is stored.
fn build(corpus: &Path, folder: &Path) -> Result<()> {
    let clocks = Clocks::start(libc::CLOCK_PROCESS_CPUTIME_ID);
    let mut fields = Schema::builder();
    let id = fields.add_u64_field("id", FAST);
    let facet = fields.add_text_field("facet", STRING);
    let text = fields.add_text_field("text", TEXT);
    std::fs::create_dir_all(folder)?;
    let index = Index::create_in_dir(folder, fields.build())?;
    let mut writer: IndexWriter = index.writer_with_num_threads(1, HEAP_BYTES)?;
    let mut documents = 0u64;
    for line in BufReader::with_capacity(1 << 20, File::open(corpus)?).lines() {
        let line = line?;
        let (number, facets, words) = three(&line)?;
        let mut document = TantivyDocument::default();
        document.add_u64(id, number.parse()?);
        facets
            .split(',')
            .for_each(|one| document.add_text(facet, one));
        document.add_text(text, words);
        writer.add_document(document)?;
        documents += 1;
    }
    writer.commit()?;
    let (cpu, wall) = clocks.spent(); // searchable from here on
    writer.wait_merging_threads()?;
    let settled_bytes = folder_bytes(folder)?;
    let segments = index.searchable_segment_ids()?;
    let mut merger: IndexWriter = index.writer_with_num_threads(1, HEAP_BYTES)?;
    if segments.len() > 1 {
        merger.merge(&segments).wait()?;
    }
    merger.garbage_collect_files().wait()?;
    merger.wait_merging_threads()?;
    let (cpu_all, wall_all) = clocks.spent();
    println!(
        "{{\"engine\":\"tantivy\",\"version\":\"0.27.0\",\"documents\":{documents},\
         \"build_cpu_s\":{:.6},\"build_wall_s\":{:.6},\"merged_cpu_s\":{:.6},\
         \"merged_wall_s\":{:.6},\"settled_bytes\":{settled_bytes},\"merged_bytes\":{}}}",
        seconds(cpu),
        seconds(wall),
        seconds(cpu_all),
        seconds(wall_all),
        folder_bytes(folder)?
    );
    Ok(())
}

struct Engine {
    searcher: Searcher,
    ids: Vec<Column<u64>>, // by segment
    facet: Field,
    text: Field,
}

impl Engine {
    fn open(folder: &Path) -> Result<Self> {
        let index = Index::open_in_dir(folder)?;
        let schema = index.schema();
        let searcher = index.reader()?.searcher();
        let readers = searcher.segment_readers().iter();
        let ids = readers
            .map(|one| one.fast_fields().u64("id"))
            .collect::<tantivy::Result<_>>()?;
        Ok(Engine {
            ids,
            facet: schema.get_field("facet")?,
            text: schema.get_field("text")?,
            searcher,
        })
    }

    fn term(&self, word: &str) -> Term {
        Term::from_field_text(self.text, word)
    }

    fn words(&self, text: &str, occur: Occur) -> BooleanQuery {
        let clauses = text.split(' ').map(|word| {
            let query = TermQuery::new(self.term(word), IndexRecordOption::WithFreqs);
            (occur, Box::new(query) as Box<dyn Query>)
        });
        BooleanQuery::new(clauses.collect())
    }

    /// A facet that must hold and does not score.
    fn filtered(&self, text: &str, facet: &str) -> BooleanQuery {
        let term = Term::from_field_text(self.facet, facet);
        let filter = TermQuery::new(term, IndexRecordOption::Basic);
        BooleanQuery::new(vec![
            (Occur::Must, Box::new(self.words(text, Occur::Should))),
            (
                Occur::Must,
                Box::new(ConstScoreQuery::new(Box::new(filter), 0.0)),
            ),
        ])
    }

    fn query(&self, kind: &str, facet: &str, text: &str) -> Result<Box<dyn Query>> {
        Ok(match kind {
            "or" | "question" => Box::new(self.words(text, Occur::Should)),
            "and" => Box::new(self.words(text, Occur::Must)),
            "phrase" => Box::new(PhraseQuery::new(
                text.split(' ').map(|w| self.term(w)).collect(),
            )),
            "filtered" => Box::new(self.filtered(text, facet)),
            // Its one query of a prefix by itself: an automaton over the term dictionary.
            "prefix" => Box::new(RegexQuery::from_pattern(&format!("{text}.*"), self.text)?),
            _ => return Err("no such kind".into()),
        })
    }

    /// From the query's text to the ids of the best ten.
    fn search(&self, kind: &str, facet: &str, text: &str) -> Result<Vec<u64>> {
        let query = self.query(kind, facet, text)?;
        let found = self
            .searcher
            .search(&query, &TopDocs::with_limit(TOP).order_by_score())?;
        let id_of = |at: tantivy::DocAddress| self.ids[at.segment_ord as usize].first(at.doc_id);
        found
            .into_iter()
            .map(|(_, at)| id_of(at).ok_or_else(|| "no id".into()))
            .collect()
    }
}

fn search(folder: &Path, queries: &Path, kind: &str, out: &Path) -> Result<()> {
    let engine = Engine::open(folder)?;
    let text = std::fs::read_to_string(queries)?;
    let rows = text.lines().map(three).collect::<Result<Vec<_>>>()?;
    let mut best = vec![(u64::MAX, u64::MAX); rows.len()];
    let mut hits = vec![Vec::new(); rows.len()];
    for pass in 0..=PASSES {
        for (i, (_, facet, words)) in rows.iter().enumerate() {
            let clocks = Clocks::start(libc::CLOCK_THREAD_CPUTIME_ID);
            let found = engine.search(kind, facet, words)?;
            let (cpu, wall) = clocks.spent();
            hits[i] = found;
            if pass > 0 {
                best[i] = (best[i].0.min(cpu), best[i].1.min(wall));
            }
        }
    }
    let mut lines = BufWriter::new(File::create(out)?);
    for (i, (id, _, _)) in rows.iter().enumerate() {
        let found: Vec<String> = hits[i].iter().map(u64::to_string).collect();
        writeln!(
            lines,
            "{id}\t{}\t{}\t{}",
            best[i].0,
            best[i].1,
            found.join(",")
        )?;
    }
    println!(
        "{{\"engine\":\"tantivy\",\"kind\":\"{kind}\",\"queries\":{}}}",
        rows.len()
    );
    Ok(())
}

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["build", corpus, folder] => build(Path::new(corpus), Path::new(folder)),
        ["search", folder, queries, kind, out] => {
            search(Path::new(folder), Path::new(queries), kind, Path::new(out))
        }
        _ => Err(Box::new(TantivyError::InvalidArgument(
            "build CORPUS INDEX | search INDEX QUERIES KIND OUT".to_string(),
        ))),
    }
}
