// The settings of one layer in Keras's JSON, read with every type and range checked.
// Knows nothing of what layers do with them.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace convscope {

/// Who wrote a configuration.
struct KerasSource {
    std::string file;     ///< as named in errors
    int version = 2;      ///< Keras's major version: the same name may mean another function
    bool theano = false;  ///< weights are those of the Theano backend, whose convolutions turn kernels round
};

/// Rows, then cols.
struct KerasPair {
    std::int64_t rows = 0, cols = 0;
};

/// Refers to the JSON object, which has to live on. Every function throws LoadError, with the layer's name, for what
/// is missing or no such value.
class KerasFields {
  public:
    /// `owner` as in errors: layer "conv2d" (Conv2D).
    KerasFields(const nlohmann::json& object, const KerasSource& source, std::string owner);

    const KerasSource& source() const { return *source_; }
    const nlohmann::json& object() const { return *object_; }
    /// True when there is such a field and it is not null.
    bool has(const char* key) const;
    /// The field, null without one.
    const nlohmann::json& raw(const char* key) const;

    std::int64_t whole(const char* key, std::int64_t least, std::int64_t most) const;
    std::int64_t whole(const char* key, std::int64_t least, std::int64_t most, std::int64_t otherwise) const;
    /// A number that fits a float.
    double number(const char* key, double otherwise) const;
    bool flag(const char* key, bool otherwise) const;
    std::string text(const char* key, std::string_view otherwise) const;
    /// One number for both axes, or a list of two.
    KerasPair pair(const char* key, std::int64_t least, std::int64_t most) const;
    KerasPair pair(const char* key, std::int64_t least, std::int64_t most, KerasPair otherwise) const;

    /// Throws LoadError: "layer ... `fault`".
    [[noreturn]] void refuse(const std::string& fault, const std::string& remedy = "save it again with Keras") const;

  private:
    const nlohmann::json* object_;
    const KerasSource* source_;
    std::string owner_;
};

/// The text as JSON, of bounded depth. Throws LoadError.
nlohmann::json parse_keras_json(std::string_view text, const std::string& file);
/// A whole number within the limits; nullopt for anything else.
std::optional<std::int64_t> whole_within(const nlohmann::json& value, std::int64_t least, std::int64_t most);
/// A number that fits a float; nullopt for anything else.
std::optional<double> float_number(const nlohmann::json& value);
/// The text of a name; throws LoadError for what is none: other types, nothing, control characters, endless text.
/// `what` says whose name, as in "a layer".
std::string checked_name(const nlohmann::json& value, const std::string& file, std::string_view what);

}  // namespace convscope
