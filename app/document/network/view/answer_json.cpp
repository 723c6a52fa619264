#include "app/document/network/view/answer_json.h"

namespace convscope {

namespace {

constexpr int kMaxClass = 1 << 30;

std::optional<std::int64_t> read_class(const JsonReader& reader, std::string_view key) {
    return reader.has(key) ? std::optional<std::int64_t>(reader.integer(key, 0, kMaxClass)) : std::nullopt;
}

}  // namespace

void put_classes(const NetworkView& view, Json& json) {
    if (view.explained) json["explained"] = *view.explained;
    if (view.answer.rival) json["rival"] = *view.answer.rival;
}

void read_classes(const JsonReader& reader, NetworkView& view) {
    view.explained = read_class(reader, "explained");
    view.answer.rival = read_class(reader, "rival");
}

}  // namespace convscope
