// The Training workspace in a session: its settings and its view.
#pragma once

#include <filesystem>
#include <string>

#include "app/document/json_values.h"

namespace convscope {

/// The settings alone, as text, for a run that is kept.
std::string text_of_training(const Training& training);
/// Reads text_of_training(); `name` is used in errors. Throws LoadError as read_training() does.
Training training_of_text(const std::string& text, const std::string& name);

/// The settings, and the view without what belongs to a run: the moment and the runs that are compared.
Json training_json(const Document& document, const std::filesystem::path& session);
/// Reads both into the document. Throws LoadError for a missing key, a wrong type or a value outside its limits.
void read_training(const JsonReader& reader, const std::filesystem::path& session, Document& document);

}  // namespace convscope
