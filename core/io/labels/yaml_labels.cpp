#include "core/io/labels/yaml_labels.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/text/number_notation.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::string_view kKey = "names:";

/// The end of the line without its comment: a '#' after a blank, outside of quotes.
std::string_view without_comment(std::string_view line) {
    char quote = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (quote != 0)
            quote = line[i] == quote ? char{0} : quote;
        else if (line[i] == '\'' || line[i] == '"')
            quote = line[i];
        else if (line[i] == '#' && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t'))
            return line.substr(0, i);
    }
    return line;
}

std::string_view next_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = without_comment(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

std::string_view unquoted(std::string_view text) {
    text = trimmed(text);
    const bool is_quoted = text.size() >= 2 && (text.front() == '\'' || text.front() == '"');
    return is_quoted && text.back() == text.front() ? text.substr(1, text.size() - 2) : text;
}

/// The parts between commas that are outside of quotes.
std::vector<std::string_view> parts_of(std::string_view text) {
    std::vector<std::string_view> parts;
    char quote = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (quote != 0)
            quote = text[i] == quote ? char{0} : quote;
        else if ((text[i] == '\'' || text[i] == '"') && trimmed(text.substr(begin, i - begin)).empty())
            quote = text[i];
        else if (text[i] == ',') {
            parts.push_back(text.substr(begin, i - begin));
            begin = i + 1;
        }
    }
    if (!trimmed(text.substr(begin)).empty()) parts.push_back(text.substr(begin));
    return parts;
}

/// Reads the entries of a list, or of a map from numbers to names.
class Entries {
  public:
    explicit Entries(LabelCollector& labels) : labels_(labels) {}

    void add_listed(std::string_view text) { listed_.push_back(labels_.checked(unquoted(text))); }
    void add_mapped(std::string_view text) {
        const std::size_t colon = text.find(':');
        const auto number = class_number(trimmed(text.substr(0, std::min(colon, text.size()))));
        if (colon == std::string_view::npos || !number)
            labels_.fail(tr("has names that are neither a list nor numbered"));
        labels_.add(*number, unquoted(text.substr(colon + 1)));
    }
    Labels result() const {
        if (!listed_.empty() && labels_.count() > 0) labels_.fail(tr("has names that are both a list and numbered"));
        return listed_.empty() ? labels_.in_order() : listed_;
    }

  private:
    LabelCollector& labels_;
    Labels listed_;
};

/// Reads `[a, b]` or `{0: a, 1: b}`, which may continue in the lines of `rest`.
void read_flow(Entries& entries, const LabelCollector& labels, std::string_view first, std::string_view rest) {
    const char close = first.front() == '[' ? ']' : '}';
    std::string text(first);
    while (text.find(close) == std::string::npos && !rest.empty()) text.append(" ").append(next_line(rest));
    const std::size_t end = text.rfind(close);
    if (end == std::string::npos) labels.fail(tr("has names without a closing {}", close));
    for (const std::string_view part : parts_of(std::string_view(text).substr(1, end - 1)))
        close == ']' ? entries.add_listed(part) : entries.add_mapped(part);
}

/// Reads lines of "- a" or "0: a", up to the next key of the file.
void read_block(Entries& entries, std::string_view rest) {
    while (!rest.empty()) {
        const std::string_view line = next_line(rest), content = trimmed(line);
        if (content.empty()) continue;
        const bool is_item = content.starts_with("- ");
        if (!is_item && line.front() != ' ' && line.front() != '\t') return;
        is_item ? entries.add_listed(content.substr(2)) : entries.add_mapped(content);
    }
}

}  // namespace

std::optional<Labels> labels_from_yaml(LabelCollector& labels, std::string_view text) {
    while (!text.empty()) {
        const std::string_view line = next_line(text);
        if (!line.starts_with(kKey)) continue;
        const std::string_view value = trimmed(line.substr(kKey.size()));
        Entries entries(labels);
        if (value.starts_with('[') || value.starts_with('{'))
            read_flow(entries, labels, value, text);
        else if (value.empty())
            read_block(entries, text);
        else
            labels.fail(tr("has names in another file"));
        return entries.result();
    }
    return std::nullopt;
}

}  // namespace convscope
