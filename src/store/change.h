// The one write transaction, and the order in which its commit becomes durable.
//
// Private to store/.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "store/changeset.h"
#include "store/row_reader.h"
#include "store/store_core.h"

namespace seogo::store {

class StoredChange final : public Reads<Change> {
public:
    static Result<std::unique_ptr<Change>> begin(std::shared_ptr<StoreCore> core);
    ~StoredChange() override;

    Result<NotebookId> put_notebook(const NotebookRow& row) override;
    Status put_nodes(NotebookId notebook, notebook::Notebook& fresh) override;
    Result<ItemId> put_item(const ItemRow& row) override;
    Status put_document(const DocumentRow& row) override;
    Status remove_item(ItemId item) override;
    Status remove_notebook(NotebookId notebook) override;
    Result<std::string> put_blob(std::string_view bytes) override;
    Status put_segments(const std::vector<SegmentRow>& live) override;
    Status put_setting(std::string_view name, std::string_view value) override;
    Result<std::vector<ItemId>> touched_items() override;
    Status undo(std::int64_t seq) override;
    Result<std::int64_t> commit(std::string_view command, std::string_view summary) override;

protected:
    Connection& connection() override;

private:
    StoredChange(std::shared_ptr<StoreCore> core, StoreCore::Writer writer);
    Result<std::vector<ItemId>> touched_by(const std::vector<RowChange>& rows);
    Result<JournalRecord> make_record(std::string changeset, const std::vector<RowChange>& rows,
                                      std::string_view command, std::string_view summary);
    Result<std::int64_t> commit_record(const JournalRecord& record,
                                       const std::vector<RowChange>& rows);
    Result<std::int64_t> try_commit(std::string_view command, std::string_view summary);
    void roll_back();
    void shorten_log();

    std::shared_ptr<StoreCore> core_;
    StoreCore::Writer writer_;
    std::optional<ChangeRecorder> recorder_;
    BlobFolder blobs_;
    std::set<ItemId> moved_;  // items whose lines stand in another order
    bool undoes_ = false;
    bool open_ = false;  // inside the transaction
};

}  // namespace seogo::store
