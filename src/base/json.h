// JSON (RFC 8259): a small writer that streams, and a reader for what comes from outside.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace seogo::base {

// Builds one JSON text. Calls nest as the text does; commas and quotes are set by the writer.
// Strings may hold any bytes: invalid UTF-8 becomes U+FFFD; control characters, C1 too, are
// escaped.
//   JsonWriter w; w.begin_object().key("id").number(7).key("tags").begin_array().end_array()...
class JsonWriter {
public:
    JsonWriter& begin_object();
    JsonWriter& end_object();
    JsonWriter& begin_array();
    JsonWriter& end_array();
    JsonWriter& key(std::string_view name);
    JsonWriter& string(std::string_view value);
    template <std::integral Int>
    JsonWriter& number(Int value) {
        return bare(std::to_string(value));
    }
    JsonWriter& number(double value);  // shortest form that reads back equal; NaN and inf: null
    JsonWriter& boolean(bool value);
    JsonWriter& null();
    const std::string& text() const { return text_; }
    std::string take() { return std::move(text_); }

private:
    void comma();
    JsonWriter& bare(std::string_view text);  // a value that needs no quotes
    std::string text_;
    bool needs_comma_ = false;
};

// A JSON value read from outside. Depth at most 128 (kBadFile beyond). Object members keep their
// order; where a key stands twice, operator[] answers the last.
class JsonValue {
public:
    enum class Type : std::uint8_t { kNull, kBool, kNumber, kString, kArray, kObject };
    static Result<JsonValue> parse(std::string_view text);

    Type type() const { return type_; }
    bool is_null() const { return type_ == Type::kNull; }
    bool boolean() const { return bool_; }
    double number() const { return number_; }  // nearest double of what stands there
    // kBadFile where the value is no integer of this range. Exact for all of int64_t; "1e3" and
    // "2.0" are integers too, up to 2^53.
    Result<std::int64_t> integer(std::int64_t low, std::int64_t high) const;
    const std::string& string() const { return string_; }
    const std::vector<JsonValue>& items() const { return items_; }
    const std::vector<std::string>& keys() const { return keys_; }  // beside items(), for objects
    // The member of this name; a null value where there is none.
    const JsonValue& operator[](std::string_view key) const;

private:
    friend class JsonBuilder;
    Type type_ = Type::kNull;
    bool bool_ = false;
    bool is_integer_ = false;  // then integer_ is exact
    double number_ = 0;
    std::int64_t integer_ = 0;
    std::string string_;
    std::vector<JsonValue> items_;
    std::vector<std::string> keys_;
};

}  // namespace seogo::base
