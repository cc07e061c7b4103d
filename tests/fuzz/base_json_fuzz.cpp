// Any bytes at all: JSON is read to a value or an Error, and a value is written and read back
// equal.
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "base/json.h"

namespace {

using seogo::base::JsonValue;
using seogo::base::JsonWriter;

void write(JsonWriter& writer, const JsonValue& value) {
    using Type = JsonValue::Type;
    const auto whole = value.integer(std::numeric_limits<std::int64_t>::min(),
                                     std::numeric_limits<std::int64_t>::max());
    if (value.type() == Type::kNull) writer.null();
    if (value.type() == Type::kBool) writer.boolean(value.boolean());
    if (value.type() == Type::kString) writer.string(value.string());
    if (value.type() == Type::kNumber && whole.ok()) writer.number(whole.value());
    if (value.type() == Type::kNumber && !whole.ok()) writer.number(value.number());
    if (value.type() == Type::kArray) {
        writer.begin_array();
        for (const auto& item : value.items())
            write(writer, item);
        writer.end_array();
    }
    if (value.type() == Type::kObject) {
        writer.begin_object();
        for (std::size_t i = 0; i < value.items().size(); ++i) {
            writer.key(value.keys()[i]);
            write(writer, value.items()[i]);
        }
        writer.end_object();
    }
}

std::string written(const JsonValue& value) {
    JsonWriter writer;
    write(writer, value);
    return writer.take();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    // A string of these bytes, whatever they are, is JSON; written again it does not change.
    const std::string quoted = JsonWriter().string(text).take();
    const auto string = JsonValue::parse(quoted);
    SEOGO_CHECK(string.ok());
    SEOGO_CHECK(JsonWriter().string(string.value().string()).text() == quoted);

    const auto value = JsonValue::parse(text);
    if (!value.ok()) return 0;
    const std::string json = written(value.value());
    const auto again = JsonValue::parse(json);
    SEOGO_CHECK(again.ok());
    SEOGO_CHECK(written(again.value()) == json);
    return 0;
}
