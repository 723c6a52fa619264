#include "app/document/colour/colour_session.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>

#include "core/base/text/translation.h"

namespace convscope {

namespace {

std::string colour_name(std::span<const std::string_view> names, auto value) {
    return std::string(names[static_cast<std::size_t>(value)]);
}

Json slice_json(const Kernel& slice) {
    Json rows = Json::array();
    for (int r = 0; r < kSliceSize; ++r) {
        Json row = Json::array();
        for (int c = 0; c < kSliceSize; ++c) row.push_back(slice.at(r, c));
        rows.push_back(std::move(row));
    }
    return rows;
}

bool is_filter_value(const ParsedJson& value) {
    return value.is_number() && std::fabs(value.get<double>()) <= kMaxFilterValue;
}

bool is_row(const ParsedJson& row) {
    return row.is_array() && row.size() == kSliceSize && std::ranges::all_of(row, is_filter_value);
}

void read_slices(const JsonReader& reader, ColourFilterSettings& filter) {
    const ParsedJson& slices = reader.array("slices");
    if (slices.size() != kColourChannels) reader.fail("slices", tr("is not a list of 3"));
    for (std::size_t i = 0; i < kColourChannels; ++i) {
        const ParsedJson& rows = slices[i];
        if (!rows.is_array() || rows.size() != kSliceSize || !std::ranges::all_of(rows, is_row))
            reader.fail("slices",
                        tr("entry {} is not 3 rows of 3 numbers from {} to {}", i, -kMaxFilterValue, kMaxFilterValue));
        filter.slices.at(i) = Kernel{kSliceSize, {}};
        for (int r = 0; r < kSliceSize; ++r)
            for (int c = 0; c < kSliceSize; ++c)
                filter.slices.at(i).at(r, c) =
                    rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)].get<float>();
    }
}

void read_switches(const JsonReader& reader, ColourFilterSettings& filter) {
    const ParsedJson& on = reader.array("on");
    if (on.size() != kColourChannels || !std::ranges::all_of(on, [](const ParsedJson& v) { return v.is_boolean(); }))
        reader.fail("on", tr("is not a list of 3 entries, each true or false"));
    for (std::size_t i = 0; i < kColourChannels; ++i) filter.on.at(i) = on[i].get<bool>();
}

}  // namespace

Json colour_json(const LabColour& colour) {
    Json slices = Json::array();
    for (const Kernel& slice : colour.filter.slices) slices.push_back(slice_json(slice));
    const FilterSettings& steps = colour.filter.steps;
    return {{"slices", std::move(slices)},
            {"on", colour.filter.on},
            {"kind", colour_name(kValueKindNames, colour.kind)},
            {"example", colour.example},
            {"weight", steps.weight},
            {"bias", steps.bias},
            {"border", colour_name(kBorderNames, steps.border)},
            {"activation", colour_name(kActivationNames, steps.activation)},
            {"pooling", colour_name(kPoolingNames, steps.pooling)},
            {"pool_size", steps.pool_size}};
}

LabColour read_colour(const JsonReader& reader) {
    LabColour colour;
    read_slices(reader, colour.filter);
    read_switches(reader, colour.filter);
    colour.kind = static_cast<ValueKind>(reader.one_of("kind", kValueKindNames));
    colour.example = reader.text("example");
    FilterSettings& steps = colour.filter.steps;
    steps.weight = static_cast<float>(reader.number("weight", -kMaxFilterValue, kMaxFilterValue));
    steps.bias = static_cast<float>(reader.number("bias", -kMaxFilterValue, kMaxFilterValue));
    // A map of three channels has no border to keep, so the last name, "keep", is not allowed.
    steps.border = static_cast<Border>(reader.one_of("border", std::span(kBorderNames).first(3)));
    steps.activation = static_cast<Activation>(reader.one_of("activation", kActivationNames));
    steps.pooling = static_cast<Pooling>(reader.one_of("pooling", kPoolingNames));
    steps.pool_size = reader.integer("pool_size", kMinPoolSize, kMaxPoolSize);
    return colour;
}

}  // namespace convscope
