// Context: what a command works with: folders, language, form of output, and the two streams.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "archive/archive.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "seogo/flags.h"
#include "seogo/language.h"

namespace seogo::cli {

enum class Form : std::uint8_t { kTable, kJson, kJsonl };

// A value that was chosen, and where it came from: "--archive", "SEOGO_ARCHIVE", "HOME", ...
struct Chosen {
    std::string value;
    std::string from;
};

// Effects come in here, so that tests run every command in memory.
struct Surroundings {
    base::FileSystem* files = &base::real_files();
    base::Clock* clock = &base::real_clock();
    std::function<std::string(std::string_view)> variable;  // of the environment; "" where unset
    std::function<Result<std::string>()> read_input;        // all of standard input
    std::function<void(std::string_view)> show_progress;    // on stderr, at once; unset: none
    bool output_is_terminal = false;
};

class Context {
public:
    explicit Context(Surroundings surroundings);

    // Takes the flags that every command has, and --json, --jsonl where the command has them.
    Status configure(const Flags& flags, bool has_json, bool has_jsonl);

    // The archive in use. kNotFound names the command that makes one.
    Result<std::unique_ptr<Archive>> open_archive() const;
    Result<std::unique_ptr<Archive>> open_or_make_archive() const;
    base::Path archive_folder() const { return archive_.value; }
    const Chosen& chosen_archive() const { return archive_; }
    const Chosen& chosen_language() const { return locale_; }
    const Chosen& chosen_color() const { return color_; }

    base::FileSystem& files() const { return *surroundings_.files; }
    base::Clock& clock() const { return *surroundings_.clock; }
    Result<std::string> read_input() const { return surroundings_.read_input(); }
    Language language() const { return language_; }
    Form form() const { return form_; }
    bool color() const { return color_.value == "on"; }

    void print(std::string_view text) { out_ += text; }  // results, as they are
    void print_line(std::string_view text);
    void note(std::string_view message);  // stderr, translated; not with --quiet
    void warn(std::string_view message);  // the same, marked as a warning
    void warn_all(const std::vector<std::string>& messages);
    // At once and only on a terminal; not with --quiet.
    bool shows_progress() const { return surroundings_.show_progress && !quiet_; }
    void show_progress(std::string_view text) const { surroundings_.show_progress(text); }
    void fail(const Error& error, std::string_view command);  // stderr, always

    const std::string& out() const { return out_; }
    const std::string& err() const { return err_; }

private:
    Result<std::unique_ptr<Archive>> open(bool create) const;
    void choose_archive(const std::string& folder);
    void choose_language();
    void choose_color(const std::string& when);

    Surroundings surroundings_;
    Chosen archive_, locale_, color_;
    Language language_ = Language::kEnglish;
    Form form_ = Form::kTable;
    bool quiet_ = false;
    std::string out_, err_;
};

}  // namespace seogo::cli
