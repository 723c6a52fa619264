#include "app/document/lab/lab_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "core/base/text/translation.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace {

constexpr int kMaxPixel = 1 << 24;
constexpr int kMaxNoiseSeed = 1'000'000;

std::string name_of(std::span<const std::string_view> names, auto value) {
    return std::string(names[static_cast<std::size_t>(value)]);
}

Player read_player(const JsonReader& reader, const Lab& lab) {
    Player player;
    player.active = reader.boolean("active");
    player.pass = static_cast<PlayerPass>(reader.one_of("pass", kPlayerPassNames));
    player.position = reader.number("position", 0, static_cast<double>(kMaxPixels));
    // Older sessions have the speed in pixels per second, and no sum pass.
    player.speed = reader.has("speed") ? relative_speed(reader.number("speed", 0, 1)) : reader.number("pace", 0, 1);
    if (reader.has("pixel")) player.pixel = reader.integer("pixel", 0, static_cast<int>(kMaxPixels));
    if (reader.has("filter")) player.filter = reader.integer("filter", 0, lab.count - 1);
    return player;
}

}  // namespace

Json lab_json(const Lab& lab) {
    Json filters = Json::array();
    Json kinds = Json::array();
    for (const LabFilter& filter : lab.filters) filters.push_back(to_json(filter));
    for (const ValueKind kind : lab.kinds) kinds.push_back(name_of(kValueKindNames, kind));
    return {{"filters", std::move(filters)},
            {"kinds", std::move(kinds)},
            {"count", lab.count},
            {"edited", lab.edited},
            {"channel", name_of(kChannelNames, lab.channel)},
            {"stride", lab.stride},
            {"dilation", lab.dilation},
            {"border", name_of(kBorderNames, lab.border)},
            {"activation", name_of(kActivationNames, lab.activation)},
            {"pooling", name_of(kPoolingNames, lab.pooling)},
            {"pool_size", lab.pool_size},
            {"motion",
             {{"right", lab.motion.right},
              {"down", lab.motion.down},
              {"turn", lab.motion.turn},
              {"zoom", lab.motion.zoom}}},
            {"noise",
             {{"kind", name_of(kNoiseNames, lab.noise.kind)},
              {"amount", lab.noise.amount},
              {"seed", lab.noise.seed % kMaxNoiseSeed}}}};
}

namespace {

/// Older sessions have two filters; the remaining filters are those of a first start.
void read_filters(const JsonReader& reader, Lab& lab) {
    const ParsedJson& filters = reader.array("filters");
    if (filters.size() != 2 && filters.size() != lab.filters.size())
        reader.fail("filters", tr("is not a list of 2 or {}", lab.filters.size()));
    for (std::size_t i = 0; i < filters.size(); ++i) {
        if (!filters[i].is_object()) reader.fail("filters", tr("entry {} is not an object", i));
        lab.filters.at(i) = read_lab_filter({filters[i], reader.file(), fmt::format("lab.filters.{}.", i)});
    }
    const int size = lab.filters[0].kernel.size;
    for (std::size_t i = 1; i < lab.filters.size(); ++i) {
        if (i >= filters.size())
            lab.filters.at(i).kernel = resized(lab.filters.at(i).kernel, size);
        else if (lab.filters.at(i).kernel.size != size)
            reader.fail("filters", tr("holds filters of different sizes"));
    }
}

/// Older sessions have no kinds: they follow from the filters.
void read_kinds(const JsonReader& reader, Lab& lab) {
    for (int which = 0; which < kMaxFilters; ++which) lab.decide_kind(which);
    if (!reader.has("kinds")) return;
    const ParsedJson& kinds = reader.array("kinds");
    if (kinds.size() != 2 && kinds.size() != lab.kinds.size())
        reader.fail("kinds", tr("is not a list of 2 or {}", lab.kinds.size()));
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const std::string name = kinds[i].is_string() ? kinds[i].get<std::string>() : std::string();
        const auto* const kind = std::ranges::find(kValueKindNames, name);
        if (kind == kValueKindNames.end()) reader.fail("kinds", tr("entry {} is not a kind of values", i));
        lab.kinds.at(i) = static_cast<ValueKind>(kind - kValueKindNames.begin());
    }
}

/// In older sessions `compare` says if there are two filters.
void read_count(const JsonReader& reader, Lab& lab) {
    if (reader.has("compare"))
        lab.count = reader.boolean("compare") ? 2 : 1;
    else
        lab.count = reader.integer("count", 1, kMaxFilters);
    lab.edited = reader.integer("edited", 0, lab.count - 1);
}

/// Older sessions have no motion and no noise.
void read_changes(const JsonReader& reader, Lab& lab) {
    if (reader.has("motion")) {
        const JsonReader motion = reader.object("motion");
        lab.motion = {.right = motion.integer("right", -kMaxShift, kMaxShift),
                      .down = motion.integer("down", -kMaxShift, kMaxShift),
                      .turn = static_cast<float>(motion.number("turn", -180, 180)),
                      .zoom = static_cast<float>(motion.number("zoom", kMinZoom, kMaxZoom))};
    }
    if (!reader.has("noise")) return;
    const JsonReader noise = reader.object("noise");
    lab.noise.kind = static_cast<NoiseKind>(noise.one_of("kind", kNoiseNames));
    const double limit = lab.noise.kind == NoiseKind::salt_and_pepper ? 1 : kMaxDeviation;
    lab.noise.amount = static_cast<float>(noise.number("amount", 0, limit));
    lab.noise.seed = static_cast<std::uint64_t>(noise.integer("seed", 0, kMaxNoiseSeed));
}

}  // namespace

Lab read_lab(const JsonReader& reader) {
    Lab lab = initial_lab();
    read_filters(reader, lab);
    read_kinds(reader, lab);
    read_count(reader, lab);
    read_changes(reader, lab);
    lab.channel = static_cast<Channel>(reader.one_of("channel", kChannelNames));
    lab.stride = reader.integer("stride", 1, kMaxStride);
    lab.dilation = reader.integer("dilation", 1, kMaxDilation);
    lab.border = static_cast<Border>(reader.one_of("border", kBorderNames));
    if (lab.border == Border::keep && lab.stride != 1) reader.fail("border", tr("is \"keep\", which needs stride 1"));
    lab.activation = static_cast<Activation>(reader.one_of("activation", kActivationNames));
    lab.pooling = static_cast<Pooling>(reader.one_of("pooling", kPoolingNames));
    lab.pool_size = reader.integer("pool_size", kMinPoolSize, kMaxPoolSize);
    return lab;
}

Json lab_view_json(const LabView& view) {
    Json json{{"page", name_of(kLabPageNames, view.page)},
              {"colours", name_of(kColourMapNames, view.colour_map)},
              {"range", name_of(kRangeScopeNames, view.range_scope)},
              {"gain", view.gain},
              {"true_size", view.true_size},
              {"lens", view.lens},
              {"strip", name_of(kStageNames, view.strip_stage)},
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
    if (view.combination) json["combination"] = name_of(kCombinationNames, *view.combination);
    if (view.pinned)
        json["pinned"] = {{"view", name_of(kStageNames, view.pinned->stage)},
                          {"filter", view.pinned->filter},
                          {"row", view.pinned->row},
                          {"column", view.pinned->col}};
    return json;
}

namespace {

/// Older sessions have neither a strip nor combinations.
void read_outputs(const JsonReader& reader, LabView& view) {
    if (reader.has("strip")) {
        view.strip_stage = static_cast<Stage>(reader.one_of("strip", kStageNames));
        if (view.strip_stage != Stage::filtered && view.strip_stage != Stage::pooled)
            reader.fail("strip", tr(R"(is neither "filtered" nor "pooled")"));
    }
    if (reader.has("combination"))
        view.combination = static_cast<Combination>(reader.one_of("combination", kCombinationNames));
}

}  // namespace

LabView read_lab_view(const JsonReader& reader, const Lab& lab) {
    LabView view;
    if (reader.has("page")) view.page = static_cast<LabPage>(reader.one_of("page", kLabPageNames));
    view.colour_map = static_cast<ColourMap>(reader.one_of("colours", kColourMapNames));
    view.range_scope = static_cast<RangeScope>(reader.one_of("range", kRangeScopeNames));
    if (reader.has("gain")) view.gain = static_cast<float>(reader.number("gain", kMinGain, kMaxGain));
    view.true_size = reader.boolean("true_size");
    view.camera.fitted = reader.boolean("fitted");
    view.camera.zoom = reader.number("zoom", 1e-3, 1e9);
    view.camera.centre_row = reader.number("centre_row", 0, kMaxPixel);
    view.camera.centre_col = reader.number("centre_column", 0, kMaxPixel);
    if (reader.has("lens")) view.lens = reader.boolean("lens");
    read_outputs(reader, view);
    view.player = read_player(reader.object("player"), lab);
    if (!reader.has("pinned")) return view;
    const JsonReader pin = reader.object("pinned");
    view.pinned = PixelRef{static_cast<Stage>(pin.one_of("view", kStageNames)), pin.integer("filter", 0, lab.count - 1),
                           pin.integer("row", 0, kMaxPixel), pin.integer("column", 0, kMaxPixel)};
    return view;
}

}  // namespace convscope
