#include "app/document/lab/lab_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace convscope {

namespace {

constexpr int kMaxPixel = 1 << 24;

std::string name_of(std::span<const std::string_view> names, auto value) {
    return std::string(names[static_cast<std::size_t>(value)]);
}

Player read_player(const JsonReader& reader, const Lab& lab) {
    Player player;
    player.active = reader.boolean("active");
    player.pass = static_cast<PlayerPass>(reader.one_of("pass", kPlayerPassNames));
    player.position = reader.number("position", 0, static_cast<double>(kMaxPixels));
    // Older sessions have the speed in pixels per second, and no pass over the arithmetic of one pixel.
    player.speed = reader.has("speed") ? relative_speed(reader.number("speed", 0, 1)) : reader.number("pace", 0, 1);
    if (reader.has("pixel")) player.pixel = reader.integer("pixel", 0, static_cast<int>(kMaxPixels));
    if (reader.has("filter")) player.filter = reader.integer("filter", 0, lab.filter_count() - 1);
    return player;
}

}  // namespace

Json lab_json(const Lab& lab) {
    return {{"filters", Json::array({to_json(lab.filters[0]), to_json(lab.filters[1])})},
            {"kinds", Json::array({name_of(kValueKindNames, lab.kinds[0]), name_of(kValueKindNames, lab.kinds[1])})},
            {"compare", lab.compare},
            {"edited", lab.edited},
            {"channel", name_of(kChannelNames, lab.channel)},
            {"stride", lab.stride},
            {"dilation", lab.dilation},
            {"border", name_of(kBorderNames, lab.border)},
            {"activation", name_of(kActivationNames, lab.activation)},
            {"pooling", name_of(kPoolingNames, lab.pooling)},
            {"pool_size", lab.pool_size}};
}

namespace {

/// Sessions of the first edition have no kinds: they are decided by the filters.
void read_kinds(const JsonReader& reader, Lab& lab) {
    for (int which = 0; which < 2; ++which) lab.decide_kind(which);
    if (!reader.has("kinds")) return;
    const ParsedJson& kinds = reader.array("kinds");
    if (kinds.size() != lab.kinds.size()) reader.fail("kinds", "is not a list of 2");
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const std::string name = kinds[i].is_string() ? kinds[i].get<std::string>() : std::string();
        const auto* const kind = std::ranges::find(kValueKindNames, name);
        if (kind == kValueKindNames.end()) reader.fail("kinds", fmt::format("entry {} is not a kind of values", i));
        lab.kinds.at(i) = static_cast<ValueKind>(kind - kValueKindNames.begin());
    }
}

}  // namespace

Lab read_lab(const JsonReader& reader) {
    Lab lab;
    const ParsedJson& filters = reader.array("filters");
    if (filters.size() != lab.filters.size()) reader.fail("filters", "is not a list of 2");
    for (std::size_t i = 0; i < filters.size(); ++i) {
        if (!filters[i].is_object()) reader.fail("filters", fmt::format("entry {} is not an object", i));
        lab.filters.at(i) = read_lab_filter({filters[i], reader.file(), fmt::format("lab.filters.{}.", i)});
    }
    if (lab.filters[0].kernel.size != lab.filters[1].kernel.size) reader.fail("filters", "have different sizes");
    read_kinds(reader, lab);
    lab.compare = reader.boolean("compare");
    lab.edited = reader.integer("edited", 0, lab.compare ? 1 : 0);
    lab.channel = static_cast<Channel>(reader.one_of("channel", kChannelNames));
    lab.stride = reader.integer("stride", 1, kMaxStride);
    lab.dilation = reader.integer("dilation", 1, kMaxDilation);
    lab.border = static_cast<Border>(reader.one_of("border", kBorderNames));
    if (lab.border == Border::keep && lab.stride != 1) reader.fail("border", "is \"keep\", which needs stride 1");
    lab.activation = static_cast<Activation>(reader.one_of("activation", kActivationNames));
    lab.pooling = static_cast<Pooling>(reader.one_of("pooling", kPoolingNames));
    lab.pool_size = reader.integer("pool_size", kMinPoolSize, kMaxPoolSize);
    return lab;
}

Json lab_view_json(const LabView& view) {
    Json json{{"colours", name_of(kColourMapNames, view.colour_map)},
              {"range", name_of(kRangeScopeNames, view.range_scope)},
              {"gain", view.gain},
              {"true_size", view.true_size},
              {"lens", view.lens},
              {"fitted", view.camera.fitted},
              {"zoom", view.camera.zoom},
              {"centre_row", view.camera.centre_row},
              {"centre_column", view.camera.centre_col},
              {"player",
               {{"active", view.player.active},
                {"pass", name_of(kPlayerPassNames, view.player.pass)},
                {"position", view.player.position},
                {"pixel", view.player.pixel},
                {"filter", view.player.filter},
                {"pace", view.player.speed}}}};
    if (view.pinned)
        json["pinned"] = {{"view", name_of(kStageNames, view.pinned->stage)},
                          {"filter", view.pinned->filter},
                          {"row", view.pinned->row},
                          {"column", view.pinned->col}};
    return json;
}

LabView read_lab_view(const JsonReader& reader, const Lab& lab) {
    LabView view;
    view.colour_map = static_cast<ColourMap>(reader.one_of("colours", kColourMapNames));
    view.range_scope = static_cast<RangeScope>(reader.one_of("range", kRangeScopeNames));
    if (reader.has("gain")) view.gain = static_cast<float>(reader.number("gain", kMinGain, kMaxGain));
    view.true_size = reader.boolean("true_size");
    view.camera.fitted = reader.boolean("fitted");
    view.camera.zoom = reader.number("zoom", 1e-3, 1e9);
    view.camera.centre_row = reader.number("centre_row", 0, kMaxPixel);
    view.camera.centre_col = reader.number("centre_column", 0, kMaxPixel);
    if (reader.has("lens")) view.lens = reader.boolean("lens");
    view.player = read_player(reader.object("player"), lab);
    if (!reader.has("pinned")) return view;
    const JsonReader pin = reader.object("pinned");
    view.pinned =
        PixelRef{static_cast<Stage>(pin.one_of("view", kStageNames)), pin.integer("filter", 0, lab.filter_count() - 1),
                 pin.integer("row", 0, kMaxPixel), pin.integer("column", 0, kMaxPixel)};
    return view;
}

}  // namespace convscope
