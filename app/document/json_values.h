// Reading and writing a document's values as JSON, shared by sessions and settings. Every value is checked against its
// limits; errors name the key.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "app/document/document.h"
#include "core/base/json_reader.h"
#include "core/base/load_error.h"

namespace convscope {

/// The JSON type for writing: keys stay in order.
using Json = nlohmann::ordered_json;
/// The JSON type for reading: finding a key is fast even in a hostile file with very many keys.
using ParsedJson = nlohmann::json;

/// The text as a JSON object. Throws LoadError if it is not one; `what` names the expected content ("a session").
ParsedJson parse_json_object(std::string_view text, const std::string& file, const std::string& what);

Json to_json(const LabFilter& filter);
LabFilter read_lab_filter(const JsonReader& reader);

/// Adds the notes to the object; adds nothing for empty notes.
void put_notes(const ModelNotes& notes, Json& json);
ModelNotes read_notes(const JsonReader& reader);

}  // namespace convscope
