// JSON out by hand, JSON in through nlohmann's event parser.
#include "base/json.h"

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace seogo::base {
namespace {

constexpr std::size_t kDepthMax = 128;
constexpr double kWholeMax = 9007199254740992.0;  // 2^53: up to here a double is exact

// Length of the valid UTF-8 sequence at `at` (Unicode, table 3-7); 0 where there is none.
std::size_t sequence_length(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
    };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const bool overlong = first == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = first == 0xED && byte(1) >= 0xA0;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool overlong = first == 0xF0 && byte(1) < 0x90;
        const bool beyond = first == 0xF4 && byte(1) >= 0x90;
        return follows(1) && follows(2) && follows(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

void append_unicode_escape(std::string& out, unsigned code) {
    static constexpr char kHex[] = "0123456789abcdef";
    out += "\\u00";
    out += kHex[(code >> 4) & 15];
    out += kHex[code & 15];
}

// Control characters are escaped, C1 (U+0080 to U+009F) too: terminals act on them.
void append_escaped(std::string& out, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        const std::size_t length = sequence_length(text, at);
        if (length == 0) {
            out += "\xEF\xBF\xBD";
            ++at;
            continue;
        }
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (c == '\r') {
            out += "\\r";
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            append_unicode_escape(out, static_cast<unsigned char>(c));
        } else if (c == '\xC2' && static_cast<unsigned char>(text[at + 1]) < 0xA0) {
            append_unicode_escape(out, static_cast<unsigned char>(text[at + 1]));
        } else {
            out.append(text.substr(at, length));
        }
        at += length;
    }
}

}  // namespace

void JsonWriter::comma() {
    if (needs_comma_) text_ += ',';
    needs_comma_ = true;
}

JsonWriter& JsonWriter::begin_object() {
    comma();
    text_ += '{';
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::end_object() {
    text_ += '}';
    needs_comma_ = true;
    return *this;
}

JsonWriter& JsonWriter::begin_array() {
    comma();
    text_ += '[';
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::end_array() {
    text_ += ']';
    needs_comma_ = true;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    string(name);
    text_ += ':';
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::string(std::string_view value) {
    comma();
    text_ += '"';
    append_escaped(text_, value);
    text_ += '"';
    return *this;
}

JsonWriter& JsonWriter::bare(std::string_view text) {
    comma();
    text_ += text;
    return *this;
}

JsonWriter& JsonWriter::number(double value) {
    if (!std::isfinite(value)) return null();
    char digits[40];
    return bare({digits, std::to_chars(digits, digits + sizeof digits, value).ptr});
}

JsonWriter& JsonWriter::boolean(bool value) { return bare(value ? "true" : "false"); }

JsonWriter& JsonWriter::null() { return bare("null"); }

// Builds a JsonValue from the parser's events; stops at the depth limit. Open containers stand on a
// stack by value and move into their parent when they close.
class JsonBuilder final : public nlohmann::json_sax<nlohmann::json> {
public:
    bool null() override { return put({}); }
    bool boolean(bool value) override {
        JsonValue made = of(JsonValue::Type::kBool);
        made.bool_ = value;
        return put(std::move(made));
    }
    bool number_integer(std::int64_t value) override {
        return put_number(static_cast<double>(value), value);
    }
    bool number_unsigned(std::uint64_t value) override {
        if (std::in_range<std::int64_t>(value))
            return number_integer(static_cast<std::int64_t>(value));
        return put_number(static_cast<double>(value), std::nullopt);
    }
    bool number_float(double value, const std::string&) override {
        const bool whole = std::trunc(value) == value && std::abs(value) <= kWholeMax;
        return put_number(value,
                          whole ? std::optional(static_cast<std::int64_t>(value)) : std::nullopt);
    }
    bool string(std::string& value) override {
        JsonValue made = of(JsonValue::Type::kString);
        made.string_ = std::move(value);
        return put(std::move(made));
    }
    bool binary(nlohmann::json::binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(JsonValue::Type::kObject); }
    bool start_array(std::size_t) override { return open(JsonValue::Type::kArray); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(std::string& name) override {
        keys_.back() = std::move(name);
        return true;
    }
    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception&) override {
        message_ = "JSON is malformed at byte " + std::to_string(position);
        return false;
    }

    JsonValue root_;
    std::string message_ = "JSON is malformed";

private:
    static JsonValue of(JsonValue::Type type) {
        JsonValue value;
        value.type_ = type;
        return value;
    }
    bool put_number(double value, std::optional<std::int64_t> exact) {
        JsonValue made = of(JsonValue::Type::kNumber);
        made.number_ = value;
        made.is_integer_ = exact.has_value();
        made.integer_ = exact.value_or(0);
        return put(std::move(made));
    }
    bool open(JsonValue::Type type) {
        if (stack_.size() == kDepthMax) {
            message_ = "JSON is nested deeper than " + std::to_string(kDepthMax);
            return false;
        }
        stack_.push_back(of(type));
        keys_.emplace_back();
        return true;
    }
    bool close() {
        JsonValue done = std::move(stack_.back());
        stack_.pop_back();
        keys_.pop_back();
        return put(std::move(done));
    }
    bool put(JsonValue value) {
        if (stack_.empty()) {
            root_ = std::move(value);
            return true;
        }
        JsonValue& parent = stack_.back();
        if (parent.type_ == JsonValue::Type::kObject) parent.keys_.push_back(keys_.back());
        parent.items_.push_back(std::move(value));
        return true;
    }

    std::vector<JsonValue> stack_;
    std::vector<std::string> keys_;  // the key at hand of each open container
};

Result<JsonValue> JsonValue::parse(std::string_view text) {
    // The parser below takes a NUL for the end of the text, and would not see what follows it.
    if (const auto nul = text.find('\0'); nul != std::string_view::npos) {
        return Error{ErrorKind::kBadFile, "JSON is malformed at byte " + std::to_string(nul)};
    }
    JsonBuilder builder;
    if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) {
        return Error{ErrorKind::kBadFile, builder.message_};
    }
    return std::move(builder.root_);
}

Result<std::int64_t> JsonValue::integer(std::int64_t low, std::int64_t high) const {
    if (!is_integer_ || integer_ < low || integer_ > high) {
        return Error{ErrorKind::kBadFile,
                     "not an integer from " + std::to_string(low) + " to " + std::to_string(high)};
    }
    return integer_;
}

const JsonValue& JsonValue::operator[](std::string_view key) const {
    static const JsonValue kNull;
    for (std::size_t i = keys_.size(); i-- > 0;) {
        if (keys_[i] == key) return items_[i];
    }
    return kNull;
}

}  // namespace seogo::base
