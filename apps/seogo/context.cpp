// Chooses folders, language and colour, opens the archive, and keeps what is to be printed.
#include "seogo/context.h"

#include "seogo/messages.h"
#include "text/unicode.h"

namespace seogo::cli {

Context::Context(Surroundings surroundings) : surroundings_(std::move(surroundings)) {
    choose_language();
    choose_archive("");
    choose_color("auto");
}

Status Context::configure(const Flags& flags, bool has_json, bool has_jsonl) {
    quiet_ = flags.has("--quiet");
    if (has_json && flags.has("--json")) form_ = Form::kJson;
    if (has_jsonl && flags.has("--jsonl")) form_ = Form::kJsonl;
    choose_color(flags.has("--color") ? flags.text("--color") : "auto");
    if (flags.has("--archive")) {
        if (flags.text("--archive").empty()) {
            return Error{ErrorKind::kBadInput, "--archive needs a folder"};
        }
        choose_archive(flags.text("--archive"));
    }
    return ok_status();
}

// XDG Base Directory Specification 0.8: paths in these variables are absolute, others are ignored.
void Context::choose_archive(const std::string& folder) {
    const std::string named = surroundings_.variable("SEOGO_ARCHIVE");
    const std::string data = surroundings_.variable("XDG_DATA_HOME");
    const std::string home = surroundings_.variable("HOME");
    if (!folder.empty()) {
        archive_ = {folder, "--archive"};
    } else if (!named.empty()) {
        archive_ = {named, "SEOGO_ARCHIVE"};
    } else if (data.starts_with('/')) {
        archive_ = {data + "/seogo", "XDG_DATA_HOME"};
    } else {
        archive_ = {home.empty() ? home : home + "/.local/share/seogo", "HOME"};
    }
}

// POSIX: the first of these that is set and not empty counts.
void Context::choose_language() {
    for (const std::string_view name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const std::string locale = surroundings_.variable(name);
        if (locale.empty()) continue;
        language_ = language_of_locale(locale);
        locale_ = {language_ == Language::kKorean ? "ko" : "en", std::string(name)};
        return;
    }
    locale_ = {"en", "default"};
}

void Context::choose_color(const std::string& when) {
    if (when != "auto") {
        color_ = {when == "always" ? "on" : "off", "--color"};
    } else if (!surroundings_.variable("NO_COLOR").empty()) {
        color_ = {"off", "NO_COLOR"};
    } else if (surroundings_.variable("TERM") == "dumb") {
        color_ = {"off", "TERM"};
    } else {
        color_ = {surroundings_.output_is_terminal ? "on" : "off", "default"};
    }
}

Result<std::unique_ptr<Archive>> Context::open(bool create) const {
    if (archive_.value.empty()) {
        return Error{ErrorKind::kBadInput,
                     "no folder for the archive: set HOME, or give --archive"};
    }
    return Archive::open_on(*surroundings_.files, archive_folder(),
                            {.create = create, .clock = surroundings_.clock});
}

Result<std::unique_ptr<Archive>> Context::open_archive() const {
    auto archive = open(false);
    if (archive.ok() || archive.error().kind != ErrorKind::kNotFound) return archive;
    const std::string option =
        archive_.from == "--archive" ? "--archive " + archive_.value + " " : std::string();
    return Error{ErrorKind::kNotFound,
                 "no archive at " + archive_.value + "; make one with: seogo " + option + "init"};
}

Result<std::unique_ptr<Archive>> Context::open_or_make_archive() const { return open(true); }

void Context::print_line(std::string_view text) {
    out_ += text;
    out_ += '\n';
}

void Context::note(std::string_view message) {
    if (quiet_) return;
    err_ += text::printable(localized(language_, message)) + '\n';
}

void Context::warn(std::string_view message) {
    if (quiet_) return;
    const std::string_view mark = Text{"warning: ", "주의: "}.in(language_);
    err_ += "seogo: " + std::string(mark) + text::printable(localized(language_, message)) + '\n';
}

void Context::warn_all(const std::vector<std::string>& messages) {
    for (const std::string& message : messages)
        warn(message);
}

void Context::fail(const Error& error, std::string_view command) {
    err_ += "seogo";
    if (!command.empty()) err_ += ' ' + std::string(command);
    err_ += ": " + text::printable(localized(language_, error.message)) + '\n';
}

}  // namespace seogo::cli
