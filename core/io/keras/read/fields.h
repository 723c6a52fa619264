// Reads the settings of one layer in Keras's JSON. Must not depend on layer kinds: every layer's reader uses it.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "core/base/json_reader.h"
#include "core/io/keras/lambda.h"

namespace convscope::keras {

/// The file with a configuration, and the version and backend of the Keras that wrote it.
struct Source {
    std::string file;     ///< the file's name in errors
    int version = 2;      ///< Keras's major version; for example, hard_sigmoid differs between 2 and 3
    bool theano = false;  ///< written with the Theano backend, which rotates kernels by 180 degrees
    LambdaMeanings lambdas = {};
};

/// One number for rows and one for columns.
struct Pair {
    std::int64_t rows = 0, cols = 0;
};

/// The settings of a layer. Every function throws LoadError, with the layer's name, for a value that is missing or
/// outside its limits.
class Fields : public JsonReader {
  public:
    /// `object` and `source` must outlive the fields. `owner` is the part of the file in errors, as in `layer
    /// "conv2d"`.
    Fields(const nlohmann::json& object, const Source& source, std::string owner);

    const Source& source() const { return *keras_; }

    /// Reads one number for both axes, or a list of two.
    Pair pair(std::string_view key, std::int64_t low, std::int64_t high) const;
    Pair pair_or(std::string_view key, std::int64_t low, std::int64_t high, Pair fallback) const;

  private:
    const Source* keras_;
};

/// Parses the text of a configuration. Throws LoadError.
nlohmann::json parse_config(std::string_view text, const std::string& file);

}  // namespace convscope::keras
