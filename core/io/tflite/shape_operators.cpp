#include "core/io/tflite/shape_operators.h"

#include <fmt/format.h>

#include <utility>

namespace convscope::tflite {

namespace {

using Integers = std::vector<std::int64_t>;

Integers list_of(const flatbuffers::Vector<std::int32_t>* list) {
    return list == nullptr ? Integers() : Integers(list->begin(), list->end());
}

std::string integer_input(OperatorReader& reader, std::int64_t value) {
    return reader.add_constant({{}, Integers{value}});
}

/// TensorFlow's name of an element type; all integers are alike.
std::string type_name(int number) {
    constexpr int kFloat = 0, kHalf = 1, kString = 5, kBool = 6, kDouble = 10;
    if (number == kFloat || number == kHalf || number == kDouble) return "DT_FLOAT";
    return number == kString ? "DT_STRING" : number == kBool ? "DT_BOOL" : "DT_INT32";
}

}  // namespace

void add_reduction(OperatorReader& reader, const std::string& kind) {
    const auto* const options = reader.optional_options<format::ReducerOptions>();
    const std::int64_t keeps = options != nullptr && options->keep_dims() ? 1 : 0;
    reader.add_last(kind, {reader.input(0), reader.input(1)}, {{"keep_dims", keeps}});
}

void read_batch_product(OperatorReader& reader) {
    const auto* const options = reader.optional_options<format::BatchProductOptions>();
    Attributes attributes;
    if (options != nullptr)
        attributes = {{"adj_x", std::int64_t{options->adj_x()}}, {"adj_y", std::int64_t{options->adj_y()}}};
    reader.add_last("BatchMatMulV2", {reader.input(0), reader.input(1)}, std::move(attributes));
}

void read_cast(OperatorReader& reader) {
    const auto* const options = reader.optional_options<format::CastOptions>();
    reader.add_last("Cast", {reader.input(0)}, {{"DstT", type_name(options == nullptr ? 0 : options->to())}});
}

void read_concatenation(OperatorReader& reader) {
    const auto& options = reader.options<format::ConcatenationOptions>();
    std::vector<std::string> inputs = reader.inputs();
    inputs.push_back(integer_input(reader, options.axis()));
    reader.add_last("ConcatV2", std::move(inputs), {}, options.activation());
}

void read_dequantize(OperatorReader& reader) {
    if (auto constant = reader.known(0)) return reader.set_output(std::move(*constant));
    reader.add_last("Identity", {reader.input(0)});
}

void read_gather(OperatorReader& reader) {
    const auto* const options = reader.optional_options<format::GatherOptions>();
    reader.add_last("Gather", {reader.input(0), reader.input(1)},
                    {{"axis", std::int64_t{options == nullptr ? 0 : options->axis()}}});
}

void read_gelu(OperatorReader& reader) {
    const auto* const options = reader.optional_options<format::GeluOptions>();
    const bool is_approximate = options != nullptr && options->approximate();
    reader.add_last("Gelu", {reader.input(0)}, {{"approximate", std::int64_t{is_approximate}}});
}

void read_leaky_relu(OperatorReader& reader) {
    reader.add_last("LeakyRelu", {reader.input(0)}, {{"alpha", reader.options<format::LeakyReluOptions>().alpha()}});
}

void read_mirror_pad(OperatorReader& reader) {
    const auto* const options = reader.optional_options<format::MirrorPadOptions>();
    const bool is_reflection = options == nullptr || options->mode() == 0;
    reader.add_last("MirrorPad", {reader.input(0), reader.input(1)},
                    {{"mode", std::string(is_reflection ? "REFLECT" : "SYMMETRIC")}});
}

void read_pack(OperatorReader& reader) {
    reader.add_last("Pack", reader.inputs(), {{"axis", std::int64_t{reader.options<format::PackOptions>().axis()}}});
}

void read_reshape(OperatorReader& reader) {
    if (reader.has_input(1)) return reader.add_last("Reshape", {reader.input(0), reader.input(1)});
    const Integers shape = list_of(reader.options<format::ReshapeOptions>().new_shape());
    reader.add_last("Reshape", {reader.input(0), reader.add_constant({{std::ssize(shape)}, shape})});
}

void read_softmax(OperatorReader& reader) {
    const auto* const options = reader.optional_options<format::SoftmaxOptions>();
    reader.add_last("Softmax", {reader.input(0)}, {{"beta", options == nullptr ? 1.F : options->beta()}});
}

void read_split(OperatorReader& reader) {
    reader.add_with_outputs("Split", {reader.input(0), reader.input(1)}, {});
}

void read_split_by_sizes(OperatorReader& reader) {
    reader.add_with_outputs("SplitV", {reader.input(0), reader.input(1), reader.input(2)}, {});
}

void read_squeeze(OperatorReader& reader) {
    const auto* const options = reader.optional_options<format::SqueezeOptions>();
    reader.add_last("Squeeze", {reader.input(0)},
                    {{"squeeze_dims", options == nullptr ? Integers() : list_of(options->axes())}});
}

void read_strided_slice(OperatorReader& reader) {
    const auto& options = reader.options<format::StridedSliceOptions>();
    reader.add_last("StridedSlice", {reader.input(0), reader.input(1), reader.input(2), reader.input(3)},
                    {{"begin_mask", std::int64_t{options.begin_mask()}},
                     {"end_mask", std::int64_t{options.end_mask()}},
                     {"ellipsis_mask", std::int64_t{options.ellipsis_mask()}},
                     {"new_axis_mask", std::int64_t{options.new_axis_mask()}},
                     {"shrink_axis_mask", std::int64_t{options.shrink_axis_mask()}}});
}

void read_unpack(OperatorReader& reader) {
    reader.add_with_outputs("Unpack", {reader.input(0)},
                            {{"axis", std::int64_t{reader.options<format::UnpackOptions>().axis()}}});
}

}  // namespace convscope::tflite
