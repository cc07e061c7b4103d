// Errors as values: a Result<T> holds a T or an Error. Nothing in src/ throws.
//
// Programmer errors (a broken precondition) are SEOGO_CHECK and stop the program; everything
// that a file, a user, a disk or a network can cause is an Error.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace seogo {

enum class ErrorKind : std::uint8_t {
    kBadInput,     // an argument or query is wrong; the message says which and why
    kBadFile,      // bytes from outside break their format; never our bug, never a crash
    kUnsupported,  // well-formed, but Seogo cannot do it yet
    kNotFound,     // no such item, file or model
    kIo,           // the operating system refused; the message carries its reason
    kBusy,         // another writer holds the archive
    kRefused,      // policy: a private address, a missing right, a guard
    kNoSpace,      // disk or quota is full; nothing was half written
    kCancelled,    // deadline reached or user stopped
};

struct [[nodiscard]] Error {
    ErrorKind kind;
    std::string message;  // a sentence for the user, innermost cause first, no final stop

    // Adds where it happened: "page 3: xref offset 812 past end of file".
    Error in(std::string_view where) && {
        return {kind, std::string(where) + ": " + std::move(message)};
    }
};

// Stops the program with the failed expression and its place. Never for outside data.
[[noreturn]] void check_failed(const char* expression, const char* file, int line);

#define SEOGO_CHECK(condition) \
    ((condition) ? void(0) : ::seogo::check_failed(#condition, __FILE__, __LINE__))

template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return state_.index() == 0; }
    T& value() & {
        SEOGO_CHECK(ok());
        return *std::get_if<0>(&state_);
    }
    const T& value() const& {
        SEOGO_CHECK(ok());
        return *std::get_if<0>(&state_);
    }
    T&& value() && {
        SEOGO_CHECK(ok());
        return std::move(*std::get_if<0>(&state_));
    }
    const Error& error() const& {
        SEOGO_CHECK(!ok());
        return *std::get_if<1>(&state_);
    }
    Error&& error() && {
        SEOGO_CHECK(!ok());
        return std::move(*std::get_if<1>(&state_));
    }

private:
    std::variant<T, Error> state_;
};

using Status = Result<std::monostate>;
inline Status ok_status() { return std::monostate{}; }

// Hands an error up: SEOGO_TRY(file->sync());
#define SEOGO_TRY(expression)                                             \
    do {                                                                  \
        auto seogo_status_ = (expression);                                \
        if (!seogo_status_.ok()) return std::move(seogo_status_).error(); \
    } while (false)

#define SEOGO_CONCAT_INNER(a, b) a##b
#define SEOGO_CONCAT(a, b) SEOGO_CONCAT_INNER(a, b)
#define SEOGO_ASSIGN_INNER(holder, declaration, expression) \
    auto holder = (expression);                             \
    if (!holder.ok()) return std::move(holder).error();     \
    declaration = std::move(holder).value()

// Unwraps or hands the error up: SEOGO_ASSIGN(const auto bytes, read_file(fs, path));
#define SEOGO_ASSIGN(declaration, expression) \
    SEOGO_ASSIGN_INNER(SEOGO_CONCAT(seogo_result_, __LINE__), declaration, expression)

}  // namespace seogo
