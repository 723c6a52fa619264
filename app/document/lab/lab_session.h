// The Filter Lab's part of a session: its filters, its settings and its view state.
// Must not include anything that draws.
#pragma once

#include "app/document/json_values.h"

namespace convscope {

Json lab_json(const Lab& lab);
/// Throws LoadError for a missing key, a wrong type or a value outside its limits.
Lab read_lab(const JsonReader& reader);

Json lab_view_json(const LabView& view);
/// The view of `lab`. Throws LoadError as read_lab() does.
LabView read_lab_view(const JsonReader& reader, const Lab& lab);

}  // namespace convscope
