#include "app/gui/workspace/film_export.h"

#include <utility>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope {

SaveAs film_export(const std::string& name, std::function<std::optional<Film>()> make) {
    const auto progress = std::make_shared<std::atomic<double>>(0);
    return {.name = name + ".gif",
            .write =
                [make = std::move(make), progress](const std::filesystem::path& file) {
                    const std::optional<Film> film = make();
                    if (!film)
                        throw LoadError(file.string(), tr("there is nothing that moves"),
                                        tr("play it in the window first"));
                    save_film(file, *film, [&progress](double done) { *progress = done; });
                },
            .progress = progress};
}

}  // namespace convscope
