#include "app/document/network/view/why_json.h"

#include <array>

#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr int kMaxClass = 1 << 30;
constexpr int kMaxPixel = 1 << 24;
constexpr int kMaxJitter = 16;
constexpr std::array<std::string_view, 3> kAmountKeys = nn::kInputChangeNames;

std::string name_of(std::span<const std::string_view> names, auto value) {
    return std::string(names[static_cast<std::size_t>(value)]);
}

}  // namespace

Json why_json(const NetworkView& view) {
    const WhyView& why = view.why;
    Json amounts;
    for (std::size_t i = 0; i < kAmountKeys.size(); ++i) amounts[std::string(kAmountKeys.at(i))] = why.amounts.at(i);
    Json json{{"method", name_of(kWhyMethodNames, why.method)},
              {"layer", why.layer},
              {"opacity", why.opacity},
              {"smooth", why.smooth},
              {"randomised", name_of(kWhyRandomisedNames, why.randomised)},
              {"seed", why.seed},
              {"fill", name_of(nn::kOcclusionFillNames, why.fill)},
              {"side", why.side},
              {"stride", why.stride},
              {"change", name_of(kWhyChangeNames, why.change)},
              {"amounts", std::move(amounts)},
              {"maximises_class", why.maximises_class},
              {"maximum",
               {{"rate", why.maximum.rate},
                {"smoothness", why.maximum.smoothness},
                {"blur", why.maximum.blur},
                {"jitter", why.maximum.jitter}}}};
    if (why.patch) json["patch"] = {why.patch->row, why.patch->col};
    return json;
}

void read_why(const JsonReader& reader, NetworkView& view) {
    WhyView& why = view.why;
    why.method = static_cast<WhyMethod>(reader.one_of("method", kWhyMethodNames));
    why.layer = reader.text("layer");
    why.opacity = static_cast<float>(reader.number("opacity", 0, 1));
    why.smooth = reader.boolean("smooth");
    why.randomised = static_cast<WhyRandomised>(reader.one_of("randomised", kWhyRandomisedNames));
    why.seed = reader.integer("seed", 0, kMaxWhySeed);
    why.fill = static_cast<nn::OcclusionFill>(reader.one_of("fill", nn::kOcclusionFillNames));
    why.side = reader.integer("side", 0, kMaxOcclusionSide);
    why.stride = reader.integer("stride", 0, kMaxOcclusionSide);
    why.change = static_cast<WhyChange>(reader.one_of("change", kWhyChangeNames));
    const JsonReader amounts = reader.object("amounts");
    for (std::size_t i = 0; i < kAmountKeys.size(); ++i) {
        const auto [low, high] = nn::kChangeRanges.at(i);
        why.amounts.at(i) = static_cast<float>(amounts.number(kAmountKeys.at(i), double{low}, double{high}));
    }
    why.maximises_class = reader.boolean("maximises_class");
    const JsonReader maximum = reader.object("maximum");
    why.maximum.rate = static_cast<float>(maximum.number("rate", 0, 1));
    why.maximum.smoothness = static_cast<float>(maximum.number("smoothness", 0, 1));
    why.maximum.blur = static_cast<float>(maximum.number("blur", 0, 1));
    why.maximum.jitter = maximum.integer("jitter", 0, kMaxJitter);
    if (!reader.has("patch")) return;
    const ParsedJson& patch = reader.array("patch");
    if (patch.size() != 2 || !patch[0].is_number_unsigned() || !patch[1].is_number_unsigned() ||
        patch[0].get<double>() > kMaxPixel || patch[1].get<double>() > kMaxPixel)
        reader.fail("patch", tr("is not a list of row, column"));
    why.patch = nn::Position{patch[0].get<std::int64_t>(), patch[1].get<std::int64_t>(), 0};
}

}  // namespace convscope
