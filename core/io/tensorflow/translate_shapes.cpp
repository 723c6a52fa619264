#include "core/io/tensorflow/translate_shapes.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/text/translation.h"

namespace convscope::tensorflow {

namespace {

using Integers = std::vector<std::int64_t>;

constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();

/// Input `index`, a constant of one number.
std::int64_t single(const Translator& to, std::size_t index) {
    const onnx::Constant& constant = to.constant(index);
    if (constant.count() != 1) to.refuse(tr("has {} numbers where it needs one", constant.count()), onnx::kExportAgain);
    return constant.integer(0);
}

/// The lists that ONNX's Slice takes.
struct Slices {
    Integers axes, starts, ends, steps;

    void add(std::int64_t axis, std::int64_t start, std::int64_t end, std::int64_t step) {
        axes.push_back(axis);
        starts.push_back(start);
        ends.push_back(end);
        steps.push_back(step);
    }
    Attributes attributes() const { return {{"axes", axes}, {"starts", starts}, {"ends", ends}, {"steps", steps}}; }
};

/// TensorFlow's name for an ONNX element type; all integers fold alike.
std::int64_t type_number(const std::string& name) {
    constexpr std::int64_t kFloat = 1, kInt32 = 6, kString = 8, kBool = 9;
    for (const char* const floats : {"DT_FLOAT", "DT_HALF", "DT_DOUBLE", "DT_BFLOAT16"})
        if (name == floats) return kFloat;
    return name == "DT_STRING" ? kString : name == "DT_BOOL" ? kBool : kInt32;
}

}  // namespace

void translate_cast(Translator& to) {
    to.add_last("Cast", {to.input(0)}, {{"to", type_number(to.text("DstT", "DT_FLOAT"))}});
}

void translate_concat(Translator& to) {
    if (to.input_count() < 2) to.refuse(tr("concatenates no values"), onnx::kExportAgain);
    std::vector<std::string> values = to.node().inputs;
    const bool is_axis_first = to.node().kind == "Concat";
    const std::int64_t axis = single(to, is_axis_first ? 0 : values.size() - 1);
    values.erase(is_axis_first ? values.begin() : values.end() - 1);
    to.add_last("Concat", std::move(values), {{"axis", axis}});
}

void translate_expand_dims(Translator& to) {
    to.add_last("Unsqueeze", {to.input(0)}, {{"axes", Integers{single(to, 1)}}});
}

void translate_fill(Translator& to) {
    to.add_last("ConstantOfShape", {to.input(0)}, {{"value", to.constant(1)}});
}

void translate_gather(Translator& to) {
    const std::int64_t axis = to.node().kind == "GatherV2" ? single(to, 2) : to.integer("axis", 0);
    to.add_last("Gather", {to.input(0), to.input(1)}, {{"axis", axis}});
}

void translate_identity(Translator& to) {
    if (const onnx::Constant* const constant = to.known(0)) return to.set_output(*constant);
    to.add_last("Identity", {to.input(0)});
}

void translate_pack(Translator& to) {
    const std::int64_t axis = to.integer("axis", 0);
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < to.input_count(); ++i)
        parts.push_back(to.add("Unsqueeze", {to.input(i)}, {{"axes", Integers{axis}}}));
    to.add_last("Concat", std::move(parts), {{"axis", axis}});
}

void translate_pad(Translator& to) {
    const onnx::Constant& paddings = to.constant(1);
    if (paddings.rank() != 2 || paddings.dims()[1] != 2)
        to.refuse(tr("has paddings of {}", onnx::dims_text(paddings.dims())), onnx::kExportAgain);
    Integers pads;
    for (std::int64_t side = 0; side < 2; ++side)
        for (std::int64_t axis = 0; axis < paddings.dims()[0]; ++axis)
            pads.push_back(paddings.integer(2 * axis + side));
    Attributes attributes{{"pads", std::move(pads)}};
    if (to.node().kind == "MirrorPad") {
        if (to.text("mode", "REFLECT") != "REFLECT")
            to.refuse(tr("mirrors the outermost values too"), tr("pad with REFLECT or with a constant"));
        attributes.emplace("mode", std::string("reflect"));
    } else if (to.node().kind == "PadV2") {
        const onnx::Constant& value = to.constant(2);
        if (value.count() != 1) to.refuse(tr("pads with several numbers"), onnx::kExportAgain);
        attributes.emplace("value", value.number(0));
    }
    to.add_last("Pad", {to.input(0)}, std::move(attributes));
}

void translate_slice(Translator& to) {
    const Integers begins = to.constant(1).integers(), sizes = to.constant(2).integers();
    if (begins.size() != sizes.size()) to.refuse(tr("has lists of different lengths"), onnx::kExportAgain);
    Slices slices;
    for (std::size_t i = 0; i < begins.size(); ++i) {
        constexpr std::int64_t kMaxIndex = std::numeric_limits<std::int32_t>::max();
        const bool is_valid = begins[i] >= 0 && begins[i] <= kMaxIndex && sizes[i] >= -1 && sizes[i] <= kMaxIndex;
        if (!is_valid) to.refuse(tr("takes {} values from {}", sizes[i], begins[i]), onnx::kExportAgain);
        slices.add(static_cast<std::int64_t>(i), begins[i], sizes[i] < 0 ? kHighest : begins[i] + sizes[i], 1);
    }
    to.add_last("Slice", {to.input(0)}, slices.attributes());
}

void translate_split(Translator& to) {
    const bool has_sizes = to.node().kind == "SplitV";
    Attributes attributes{{"axis", single(to, has_sizes ? 2 : 0)}};
    if (has_sizes) attributes.emplace("split", to.constant(1).integers());
    if (to.node().outputs.size() == 1) return to.add_last("Identity", {to.input(has_sizes ? 0 : 1)});
    to.add_several("Split", {to.input(has_sizes ? 0 : 1)}, std::move(attributes), to.node().outputs);
}

void translate_squeeze(Translator& to) {
    const Integers axes = to.integers("squeeze_dims");
    to.add_last("Squeeze", {to.input(0)}, axes.empty() ? Attributes() : Attributes{{"axes", axes}});
}

void translate_strided_slice(Translator& to) {
    const Integers begins = to.constant(1).integers(), ends = to.constant(2).integers(),
                   steps = to.constant(3).integers();
    if (ends.size() != begins.size() || steps.size() != begins.size() || begins.size() > 32)
        to.refuse(tr("has lists of different lengths"), onnx::kExportAgain);
    if (to.integer("ellipsis_mask", 0) != 0 || to.integer("new_axis_mask", 0) != 0)
        to.refuse(tr("slices with an ellipsis or a new axis"), tr("name every axis in the slice"));
    const auto is_set = [&](const char* mask, std::size_t axis) {
        return ((static_cast<std::uint64_t>(to.integer(mask, 0)) >> axis) & 1U) != 0;
    };
    Slices slices;
    Integers removed;
    for (std::size_t i = 0; i < begins.size(); ++i) {
        const auto axis = static_cast<std::int64_t>(i);
        if (is_set("shrink_axis_mask", i)) {
            removed.push_back(axis);
            slices.add(axis, begins[i], begins[i] == -1 || begins[i] == kHighest ? kHighest : begins[i] + 1, 1);
            continue;
        }
        const bool is_reversed = steps[i] < 0;
        slices.add(axis, is_set("begin_mask", i) ? (is_reversed ? kHighest : 0) : begins[i],
                   is_set("end_mask", i) ? (is_reversed ? kLowest : kHighest) : ends[i], steps[i]);
    }
    if (removed.empty()) return to.add_last("Slice", {to.input(0)}, slices.attributes());
    const std::string sliced = to.add("Slice", {to.input(0)}, slices.attributes());
    to.add_last("Squeeze", {sliced}, {{"axes", removed}});
}

void translate_transpose(Translator& to) {
    to.add_last("Transpose", {to.input(0)}, {{"perm", to.constant(1).integers()}});
}

void translate_unpack(Translator& to) {
    const std::int64_t axis = to.integer("axis", 0);
    std::vector<std::string> parts;
    for (const std::string& output : to.node().outputs) parts.push_back(output + "\npart");
    const Attributes squeezed{{"axes", Integers{axis}}};
    if (parts.size() == 1) return to.add_last("Squeeze", {to.input(0)}, squeezed);
    to.add_several("Split", {to.input(0)}, {{"axis", axis}}, parts);
    for (std::size_t i = 0; i < parts.size(); ++i)
        to.add_with_output("Squeeze", {parts[i]}, squeezed, to.node().outputs[i]);
}

}  // namespace convscope::tensorflow
