#include "app/gui/lab/views/lab_films.h"

#include <algorithm>
#include <string>

#include "app/film/lab_film.h"
#include "app/gui/workspace/film_export.h"
#include "core/base/text/translation.h"

namespace convscope {

Action lab_film_export(const LabScene& scene, const ViewSlot& slot) {
    const int edited = std::min(scene.lab.edited, scene.results.request.count() - 1);
    const bool is_output = slot.stage == Stage::filtered || slot.stage == Stage::pooled;
    const int filter = is_output ? slot.filter : edited;
    LabFilmSource source{.input = scene.results.input,
                         .settings = scene.shown_settings(filter),
                         .result = scene.results.outputs.at(static_cast<std::size_t>(filter)),
                         .pass = scene.view.player.pass};
    if (source.result == nullptr)
        return Warn{tr("There is no output to animate. Choose a smaller filter or another picture.")};
    const ViewSlot output = make_view(scene, {.stage = Stage::filtered, .filter = filter});
    source.scale = output.scale();
    source.kind = output.kind;
    if (scene.selection) source.pixel = scene.selection->output;
    const std::string pass(kPlayerPassNames.at(static_cast<std::size_t>(source.pass)));
    return film_export(scene.frame.document.picture.base_name() + "_" + pass, [source] { return lab_film(source); });
}

}  // namespace convscope
