#include "core/io/labels/json_labels.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "core/base/text/number_notation.h"
#include "core/base/text/translation.h"

namespace convscope {

using nlohmann::json;

namespace {

constexpr std::array kListKeys{"labels",   "class_names", "classes",       "names",        "categories",  "label_names",
                               "id2label", "label2id",    "class_indices", "class_to_idx", "idx_to_class"};
constexpr std::array kNameKeys{"name", "label", "class_name", "className", "class", "title", "text"};
constexpr std::array kNumberKeys{"id", "index", "number", "class_id", "label_id", "idx"};

std::optional<std::size_t> number_in(const json& object) {
    for (const char* const key : kNumberKeys)
        if (const auto found = object.find(key); found != object.end() && found->is_number_unsigned())
            if (const auto number = found->get<std::uint64_t>(); number < kMaxClasses) return number;
    return std::nullopt;
}

const json* name_in(const json& object) {
    for (const char* const key : kNameKeys)
        if (const auto found = object.find(key); found != object.end() && found->is_string()) return &*found;
    return nullptr;
}

const std::string& label_text(const LabelCollector& labels, const json& value) {
    const json* text = value.is_array() && !value.empty() ? &value.back() : &value;
    if (value.is_object()) text = name_in(value);
    if (text == nullptr || !text->is_string()) labels.fail(tr("is JSON in which a label is not text"));
    return text->get_ref<const std::string&>();
}

/// If all objects of the list have a number, the labels are in the order of the numbers.
Labels labels_from_list(LabelCollector& labels, const json& list) {
    const bool is_numbered = !list.empty() && std::ranges::all_of(list, [](const json& entry) {
        return entry.is_object() && number_in(entry).has_value();
    });
    if (is_numbered) {
        for (const json& entry : list) labels.add(*number_in(entry), label_text(labels, entry));
        return labels.in_order(true);
    }
    Labels result;
    result.reserve(list.size());
    for (const json& entry : list) result.push_back(labels.checked(label_text(labels, entry)));
    return result;
}

Labels labels_from_object(LabelCollector& labels, const json& object) {
    for (const auto& [key, value] : object.items()) {
        if (value.is_number_unsigned() && value.get<std::uint64_t>() < kMaxClasses) {
            labels.add(value.get<std::size_t>(), key);
            continue;
        }
        const std::optional<std::size_t> number = class_number(key);
        if (!number) labels.fail(tr("is JSON, but neither a session nor a model nor a list of labels"));
        labels.add(*number, label_text(labels, value));
    }
    return labels.in_order();
}

/// Writes Python's literals as JSON.
class PythonText {
  public:
    explicit PythonText(std::string_view text) : text_(text) {}

    std::optional<std::string> as_json() {
        while (at_ < text_.size())
            if (!read_token()) return std::nullopt;
        return json::accept(json_) ? std::optional(json_) : std::nullopt;
    }

  private:
    bool read_token() {
        const char c = text_[at_];
        if (std::isspace(static_cast<unsigned char>(c)) != 0) {
            ++at_;
            return true;
        }
        if (c == '\'' || c == '"') return read_string();
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_') return read_word();
        ++at_;
        return read_mark(c);
    }

    bool read_mark(char c) {
        if (c == '[' || c == '(' || c == '{') {
            json_ += c == '(' ? '[' : c;
        } else if (c == ']' || c == ')' || c == '}') {
            if (json_.ends_with(',')) json_.pop_back();  // Python allows a comma after the last value
            json_ += c == ')' ? ']' : c;
        } else if (c == ',' || c == ':') {
            json_ += c;
        } else {
            return false;
        }
        return true;
    }

    bool read_string() {
        const char quote = text_[at_++];
        std::string value;
        while (at_ < text_.size() && text_[at_] != quote) {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
            value += text_[at_++];
        }
        if (at_ == text_.size()) return false;
        ++at_;
        return put(json(value).dump(-1, ' ', false, json::error_handler_t::replace));
    }

    /// Copies a number, in quotes if it is a key. Returns false for other words.
    bool read_word() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == '_'))
            ++at_;
        const std::string_view word = text_.substr(begin, at_ - begin);
        if (!class_number(word)) return false;
        const std::size_t next = text_.find_first_not_of(" \t\r\n", at_);
        const bool is_key = next != std::string_view::npos && text_[next] == ':';
        return put(is_key ? '"' + std::string(word) + '"' : std::string(word));
    }

    /// NumPy prints no commas between values.
    bool put(const std::string& value) {
        const bool follows_value = json_.ends_with('"') || (!json_.empty() && std::isdigit(json_.back()) != 0);
        if (follows_value) json_ += ',';
        json_ += value;
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string json_;
};

}  // namespace

Labels labels_from_json(LabelCollector& labels, std::string_view text) {
    json root = json::parse(text, nullptr, false);
    if (root.is_discarded())
        if (const auto python = json_of_python(text)) root = json::parse(*python, nullptr, false);
    if (root.is_array()) return labels_from_list(labels, root);
    if (!root.is_object()) labels.fail(tr("is not valid JSON"));
    for (const char* const key : kListKeys) {
        const auto found = root.find(key);
        if (found == root.end()) continue;
        if (found->is_array()) return labels_from_list(labels, *found);
        if (found->is_object()) return labels_from_object(labels, *found);
    }
    return labels_from_object(labels, root);
}

std::optional<std::string> json_of_python(std::string_view text) {
    text = trimmed(text);
    const std::size_t equals = text.find('='), bracket = text.find_first_of("[({'\"");
    if (equals < bracket) text = trimmed(text.substr(equals + 1));
    for (const std::string_view start : {"array(", "np.array(", "numpy.array("}) {
        if (!text.starts_with(start)) continue;
        const std::size_t end = text.rfind(']');
        if (end == std::string_view::npos) return std::nullopt;
        text = text.substr(start.size(), end + 1 - start.size());
    }
    if (text.empty() || std::string_view("[({").find(text.front()) == std::string_view::npos) return std::nullopt;
    return PythonText(text).as_json();
}

}  // namespace convscope
