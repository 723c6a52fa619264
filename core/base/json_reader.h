// Checked reading of JSON that may be damaged or hostile: every type and limit is checked, and every error names the
// file and the key. Must not include nlohmann/json.hpp, which is slow to compile: most users only call the reader.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace convscope {

/// The parts of an error that all values of one JSON text share; see LoadError.
struct JsonSource {
    std::string file;
    std::string where = {};  ///< a part of the file, such as `layer "conv2d"`; may be empty
    std::string remedy = "open a file that this program has saved";
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
    /// True if the key is present and its value is not null. Keras writes null for settings that were left out.
    bool is_set(std::string_view key) const;
    /// The value without any check; null if the key is missing.
    const nlohmann::json& raw(std::string_view key) const;
    const nlohmann::json& object_json() const { return *json_; }

    /// Each throws LoadError for a missing key, another type, or a value outside its limits.
    JsonReader object(std::string_view key) const;
    const nlohmann::json& array(std::string_view key) const;
    bool boolean(std::string_view key) const;
    int integer(std::string_view key, int low, int high) const;
    std::int64_t integer64(std::string_view key, std::int64_t low, std::int64_t high) const;
    double number(std::string_view key, double low, double high) const;
    std::string text(std::string_view key) const;
    /// The index of the value in `names`.
    int one_of(std::string_view key, std::span<const std::string_view> names) const;

    /// With a default for a key that is missing or null.
    bool boolean_or(std::string_view key, bool otherwise) const;
    std::int64_t integer64_or(std::string_view key, std::int64_t low, std::int64_t high, std::int64_t otherwise) const;
    /// A number in the range of float.
    double number_or(std::string_view key, double otherwise) const;
    /// Text that is fit to be repeated in an error, see is_printable_name().
    std::string name_or(std::string_view key, std::string_view otherwise) const;

    /// Throws LoadError: `"path.key" fault`.
    [[noreturn]] void fail(std::string_view key, const std::string& fault) const;
    /// Throws LoadError for a fault that is not one key's.
    [[noreturn]] void refuse(const std::string& fault) const;
    [[noreturn]] void refuse(const std::string& fault, const std::string& remedy) const;

    const std::string& file() const { return source_.file; }

  private:
    const nlohmann::json& value(std::string_view key) const;

    const nlohmann::json* json_;
    JsonSource source_;
    std::string path_;
};

/// Objects and lists nested deeper are refused.
inline constexpr int kMaxJsonDepth = 64;

/// The text as JSON. Throws LoadError with this fault, and the reason in parentheses, if the text is not JSON.
nlohmann::json parse_json(std::string_view text, const JsonSource& source, const std::string& fault);

/// The member of that name; null if there is none or `value` is not an object.
const nlohmann::json& json_member(const nlohmann::json& value, std::string_view key);
/// An integer within the limits; nullopt for anything else.
std::optional<std::int64_t> integer_within(const nlohmann::json& value, std::int64_t low, std::int64_t high);
/// A number in the range of float; nullopt for anything else.
std::optional<double> float_number(const nlohmann::json& value);
/// The value as JSON on one line, in ASCII and cut to 60 characters: fit for an error.
std::string shown_json(const nlohmann::json& value);
/// True for 1 to 512 bytes without control characters.
bool is_printable_name(std::string_view text);
/// The text of a name. Throws LoadError unless it is text and is_printable_name(). `subject` says whose name it is, as
/// in "a layer".
std::string checked_name(const nlohmann::json& value, const std::string& file, std::string_view subject);

}  // namespace convscope
