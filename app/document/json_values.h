// Reading and writing a document's values as JSON, shared by sessions and settings. Every value is checked against its
// limits; errors name the key.
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>

#include "app/document/document.h"
#include "core/base/load_error.h"

namespace convscope {

/// For writing: keys stay in order.
using Json = nlohmann::ordered_json;
/// For reading: finding a key is quick even in a hostile file with very many keys.
using ParsedJson = nlohmann::json;

/// A JSON object of a file, with errors that name the file and the key.
class JsonReader {
  public:
    JsonReader(const ParsedJson& object, std::string file, std::string path = {});

    /// Each throws LoadError for a missing key, another type, or a value outside its limits.
    JsonReader object(std::string_view key) const;
    const ParsedJson& array(std::string_view key) const;
    bool boolean(std::string_view key) const;
    int integer(std::string_view key, int low, int high) const;
    double number(std::string_view key, double low, double high) const;
    std::string text(std::string_view key) const;
    /// The index of the value in `names`.
    int one_of(std::string_view key, std::span<const std::string_view> names) const;
    bool has(std::string_view key) const { return json_->contains(key); }
    [[noreturn]] void fail(std::string_view key, const std::string& what) const;
    const std::string& file() const { return file_; }

  private:
    const ParsedJson& value(std::string_view key) const;

    const ParsedJson* json_;
    std::string file_;
    std::string path_;
};

/// Parses a JSON object. Throws LoadError if the text is none; `what` names what was expected ("a session").
ParsedJson parse_json_object(std::string_view text, const std::string& file, const std::string& what);

Json to_json(const LabFilter& filter);
LabFilter read_lab_filter(const JsonReader& reader);

/// Adds the notes to the object; adds nothing for empty notes.
void put_notes(const ModelNotes& notes, Json& json);
ModelNotes read_notes(const JsonReader& reader);

}  // namespace convscope
