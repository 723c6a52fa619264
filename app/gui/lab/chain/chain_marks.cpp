#include "app/gui/lab/chain/chain_marks.h"

namespace convscope {

namespace {

constexpr float kMinNumberPixel = 12;  ///< smaller marks have cross hairs, and their pixels show no numbers

void mark_with_hairs(Ui& ui, const Rect& place, ImU32 colour, float width) {
    mark(ui, place, colour, width);
    if (place.w < ui.px(kMinNumberPixel)) cross_hairs(ui, place, colour);
}

/// Marks the selected value, and names its pixel, so that a covered number is covered in it too.
void mark_value(Ui& ui, std::string_view name, const Rect& place, ImU32 colour) {
    mark_with_hairs(ui, place, colour, ui.px(2));
    if (place.w >= ui.px(kMinNumberPixel)) ui.mark(name, place);
}

/// Marks the part of an earlier map that the selected value is computed from.
void mark_source(ChainScene& scene, const ChainTile& tile, ImU32 colour) {
    const std::vector<std::span<const float>> activations = scene.shown.run->activations();
    const nn::Region region = source_in_chain(scene.computed(activations), *scene.selection, tile.column.node);
    if (region.empty()) return;
    const Rect place =
        tile.heat.map.cells(static_cast<double>(region.rows.begin), static_cast<double>(region.cols.begin),
                            static_cast<double>(region.rows.length()), static_cast<double>(region.cols.length()));
    Ui& ui = scene.ui;
    mark_with_hairs(ui, place, colour, ui.px(2));
    const auto& pointed = scene.selection->input;
    if (tile.column.stage < 0 && pointed && tile.heat.map.pixel >= 4)
        mark(ui, tile.heat.map.cells(pointed->row, pointed->col), colour, ui.px(1));
}

}  // namespace

void mark_selection(ChainScene& scene, const ChainTile& tile) {
    if (!scene.selection) return;
    Ui& ui = scene.ui;
    const ChainSelection& selection = *scene.selection;
    const auto shade = [&](Role role) { return ui.colour(scene.live ? role : Role::muted); };
    const Rect& clip = tile.heat.picture;
    ui.draw().PushClipRect({clip.x, clip.y}, {clip.right(), clip.bottom()}, true);
    const bool own = tile.column.stage == selection.stage;
    if (tile.column.stage < selection.stage) {
        mark_source(scene, tile, shade(Role::accent));
    } else if (own && tile.map == selection.map && !tile.column.pooled) {
        if (selection.pooled)
            mark(ui,
                 tile.heat.map.cells(selection.pooled->row * kChainPoolSize, selection.pooled->col * kChainPoolSize,
                                     kChainPoolSize, kChainPoolSize),
                 shade(Role::block), ui.px(2));
        mark_value(ui, "chain.value.pixel", tile.heat.map.cells(selection.output.row, selection.output.col),
                   shade(Role::accent));
    } else if (own && tile.map == selection.map && selection.pooled) {
        mark_value(ui, "chain.pooled.pixel", tile.heat.map.cells(selection.pooled->row, selection.pooled->col),
                   shade(Role::block));
    }
    ui.draw().PopClipRect();
}

}  // namespace convscope
