#include "app/document/network/view/draw_json.h"

namespace convscope {

Json draw_json(const DrawView& view) {
    return {{"tool", kPadToolNames.at(static_cast<std::size_t>(view.tool))},
            {"mirror", view.mirror},
            {"red", view.colour[0]},
            {"green", view.colour[1]},
            {"blue", view.colour[2]},
            {"guide", view.guide}};
}

DrawView read_draw(const JsonReader& reader) {
    DrawView view;
    if (!reader.has("draw")) return view;
    const JsonReader draw = reader.object("draw");
    view.tool = static_cast<PadTool>(draw.one_of("tool", kPadToolNames));
    view.mirror = draw.boolean("mirror");
    view.colour = {static_cast<float>(draw.number("red", 0, 255)), static_cast<float>(draw.number("green", 0, 255)),
                   static_cast<float>(draw.number("blue", 0, 255))};
    view.guide = draw.text("guide");
    return view;
}

}  // namespace convscope
