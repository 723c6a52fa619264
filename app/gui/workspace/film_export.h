// The export of an animation. It is computed and written in the background; the window shows its progress.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/film/film.h"
#include "app/gui/workspace/actions.h"

namespace convscope {

/// Asks for a file `name`.gif and writes the film into it. `make` is called on the writing thread and must own all
/// values that it uses.
SaveAs film_export(const std::string& name, std::function<std::optional<Film>()> make);

}  // namespace convscope
