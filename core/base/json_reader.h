// Reads JSON that may be damaged or hostile: checks every type and limit; every error names the file and the key.
// Must not include nlohmann/json.hpp, which is slow to compile: most callers only use the reader.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/text/translation.h"

namespace convscope {

/// The parts of a LoadError that are the same for every fault in one JSON text.
struct JsonSource {
    std::string file;
    std::string where = {};  ///< a part of the file, such as `layer "conv2d"`; may be empty
    std::string remedy = tr("open a file that this program has saved");
};

/// The members of one JSON object.
class JsonReader {
  public:
    /// `object` must outlive the reader. `path` precedes the keys in errors, as in "lab.player.". Throws LoadError if
    /// `object` is not a JSON object.
    JsonReader(const nlohmann::json& object, JsonSource source, std::string path = {});
    JsonReader(const nlohmann::json& object, std::string file, std::string path = {});

    /// True if the key is present, also with the value null.
    bool has(std::string_view key) const;
    /// True if the key is present and its value is not null. Keras writes null for omitted settings.
    bool is_set(std::string_view key) const;
    /// The value without any check; null if the key is missing.
    const nlohmann::json& raw(std::string_view key) const;
    const nlohmann::json& object_json() const { return *json_; }

    /// Each throws LoadError if the key is missing, or if its value has the wrong type or is outside the limits.
    JsonReader object(std::string_view key) const;
    const nlohmann::json& array(std::string_view key) const;
    bool boolean(std::string_view key) const;
    int integer(std::string_view key, int low, int high) const;
    std::int64_t integer64(std::string_view key, std::int64_t low, std::int64_t high) const;
    double number(std::string_view key, double low, double high) const;
    std::string text(std::string_view key) const;
    /// The index in `names` of the key's text.
    int one_of(std::string_view key, std::span<const std::string_view> names) const;

    /// These return `fallback` if the key is missing or null.
    bool boolean_or(std::string_view key, bool fallback) const;
    std::int64_t integer64_or(std::string_view key, std::int64_t low, std::int64_t high, std::int64_t fallback) const;
    /// A number in the range of float.
    double number_or(std::string_view key, double fallback) const;
    /// Text that passes is_printable_name(), so that errors can quote it.
    std::string name_or(std::string_view key, std::string_view fallback) const;

    /// Throws LoadError: `"path.key" fault`.
    [[noreturn]] void fail(std::string_view key, const std::string& fault) const;
    /// Throws LoadError for a fault that does not belong to one key.
    [[noreturn]] void refuse(const std::string& fault) const;
    [[noreturn]] void refuse(const std::string& fault, const std::string& remedy) const;

    const std::string& file() const { return source_.file; }

  private:
    const nlohmann::json& value(std::string_view key) const;

    const nlohmann::json* json_;
    JsonSource source_;
    std::string path_;
};

/// parse_json() refuses objects and lists that are nested deeper.
inline constexpr int kMaxJsonDepth = 64;

/// Parses the text. If it is not JSON, throws LoadError with this fault and the reason in parentheses.
nlohmann::json parse_json(std::string_view text, const JsonSource& source, const std::string& fault);

/// The member `key` of `value`; null if there is none or `value` is not an object.
const nlohmann::json& json_member(const nlohmann::json& value, std::string_view key);
/// An integer within the limits; nullopt for anything else.
std::optional<std::int64_t> integer_within(const nlohmann::json& value, std::int64_t low, std::int64_t high);
/// A number in the range of float; nullopt for anything else.
std::optional<double> float_number(const nlohmann::json& value);
/// The value as JSON on one line, in ASCII and cut to 60 characters, for errors.
std::string shown_json(const nlohmann::json& value);
/// True for 1 to 512 bytes without control characters.
bool is_printable_name(std::string_view text);
/// The text of a name. Throws LoadError unless it is text that passes is_printable_name(). `subject` is the thing that
/// has the name, as in "a layer".
std::string checked_name(const nlohmann::json& value, const std::string& file, std::string_view subject);

}  // namespace convscope
