#include "core/io/tflite/tensors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include "core/base/byte_order.h"
#include "core/base/half.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/onnx/graph.h"
#include "core/nn/model/tensor.h"

namespace convscope::tflite {

namespace {

constexpr std::size_t kMaxRank = 8, kMaxTensors = 1 << 17;
/// A value takes at least one byte of the file. Tensors may share bytes, so that there can be more values than bytes,
/// but not so many that a small file takes all memory.
constexpr std::int64_t kMaxSharing = 4;

template <class Number>
double stored_number(const std::uint8_t* bytes) {
    return static_cast<double>(number_at<Number>(bytes, std::endian::little));
}

double stored_half(const std::uint8_t* bytes) {
    return float_from_half(number_at<std::uint16_t>(bytes, std::endian::little));
}

/// An element type, by its number in the format.
struct ElementType {
    int number;
    std::size_t bytes;
    bool is_integer;
    double (*read)(const std::uint8_t*);
};
constexpr int kUint8 = 3, kInt8 = 9;
constexpr std::array kElementTypes{
    ElementType{0, 4, false, stored_number<float>},       ElementType{1, 2, false, stored_half},
    ElementType{2, 4, true, stored_number<std::int32_t>}, ElementType{kUint8, 1, true, stored_number<std::uint8_t>},
    ElementType{4, 8, true, stored_number<std::int64_t>}, ElementType{6, 1, true, stored_number<std::uint8_t>},
    ElementType{7, 2, true, stored_number<std::int16_t>}, ElementType{kInt8, 1, true, stored_number<std::int8_t>},
    ElementType{10, 8, false, stored_number<double>}};

const ElementType* element_type(int number) {
    for (const ElementType& type : kElementTypes)
        if (type.number == number) return &type;
    return nullptr;
}

/// A scale and a zero point for each index along one axis, or one pair for all values.
struct Scales {
    std::vector<double> scale, zero_point;
    std::size_t axis = 0;
};

bool is_scale(float scale) {
    return std::isfinite(scale) && scale > 0;
}

/// The tensor's scales and zero points; nullopt if it is not quantised.
std::optional<Scales> scales_of(const format::Tensor& tensor) {
    const format::Quantization* const stored = tensor.quantization();
    if (stored == nullptr || stored->scale() == nullptr || stored->scale()->size() == 0) return std::nullopt;
    Scales scales{.axis = static_cast<std::size_t>(std::max(0, stored->quantized_dimension()))};
    for (const float scale : *stored->scale()) {
        if (!is_scale(scale)) return std::nullopt;
        scales.scale.push_back(scale);
        const std::size_t i = scales.zero_point.size();
        const bool has_zero = stored->zero_point() != nullptr && i < stored->zero_point()->size();
        scales.zero_point.push_back(
            has_zero ? static_cast<double>(stored->zero_point()->Get(static_cast<flatbuffers::uoffset_t>(i))) : 0);
    }
    return scales;
}

/// The product of the lengths after `axis`.
std::int64_t values_inside(const Dims& dims, std::size_t axis) {
    std::int64_t product = 1;
    for (std::size_t i = axis + 1; i < dims.size(); ++i) product *= dims[i];
    return product;
}

onnx::Constant::Floats real_values(const std::uint8_t* bytes, const ElementType& type, const Dims& dims,
                                   std::int64_t count, const std::optional<Scales>& scales) {
    onnx::Constant::Floats values(static_cast<std::size_t>(count));
    const bool is_per_axis = scales && scales->scale.size() > 1;
    const std::int64_t inner = is_per_axis ? values_inside(dims, scales->axis) : 1;
    const std::int64_t length = is_per_axis ? dims[scales->axis] : 1;
    for (std::int64_t i = 0; i < count; ++i, bytes += type.bytes) {
        double value = type.read(bytes);
        if (scales) {
            const auto which = static_cast<std::size_t>(i / inner % length);
            value = (value - scales->zero_point[which]) * scales->scale[which];
        }
        values[static_cast<std::size_t>(i)] = static_cast<float>(value);
    }
    return values;
}

using TensorList = flatbuffers::Vector<flatbuffers::Offset<format::Tensor>>;

/// The tensors' names. The tensor's number completes a name that is missing, repeated or has control characters.
std::vector<std::string> different_names(const TensorList& tensors) {
    std::vector<std::string> names;
    names.reserve(tensors.size());
    std::set<std::string> used;
    for (const format::Tensor* const tensor : tensors) {
        std::string name = tensor->name() == nullptr ? std::string() : tensor->name()->str();
        const bool is_plain = std::ranges::none_of(name, [](unsigned char c) { return c < ' ' || c == 0x7F; });
        if (name.empty() || !is_plain) name = "tensor";
        if (!used.insert(name).second) {
            name += fmt::format(" {}", names.size());
            while (!used.insert(name).second) name += "_";
        }
        names.push_back(std::move(name));
    }
    return names;
}

}  // namespace

Tensors::Tensors(std::span<const std::uint8_t> bytes, const format::Model& model, std::string file)
    : bytes_(bytes),
      model_(model),
      file_(std::move(file)),
      values_left_(std::min(nn::kMaxTensorValues, kMaxSharing * std::ssize(bytes))) {
    if (model.subgraphs() == nullptr || model.subgraphs()->size() == 0)
        throw LoadError(file_, tr("has no network"), kDownloadAgain);
    subgraph_ = model.subgraphs()->Get(0);
    if (subgraph_->tensors() == nullptr || subgraph_->operators() == nullptr)
        throw LoadError(file_, tr("has a network without layers"), kDownloadAgain);
    if (subgraph_->tensors()->size() > kMaxTensors) throw LoadError(file_, tr("has too many tensors"), kDownloadAgain);
    names_ = different_names(*subgraph_->tensors());
}

int Tensors::count() const {
    return static_cast<int>(subgraph_->tensors()->size());
}

const format::Tensor& Tensors::tensor(int index) const {
    if (index < 0 || index >= count())
        throw LoadError(file_, tr("names the tensor {} of {}", index, count()), kDownloadAgain);
    return *subgraph_->tensors()->Get(static_cast<flatbuffers::uoffset_t>(index));
}

void Tensors::refuse(int index, const std::string& fault, const std::string& remedy) const {
    throw LoadError(file_, fault, remedy, tr("tensor \"{}\"", display_text(name(index))));
}

const std::string& Tensors::name(int index) const {
    static_cast<void>(tensor(index));
    return names_[static_cast<std::size_t>(index)];
}

Dims Tensors::dims(int index) const {
    const auto* const shape = tensor(index).shape();
    if (shape == nullptr) return {};
    if (shape->size() > kMaxRank) refuse(index, tr("has too many axes"), kDownloadAgain);
    return {shape->begin(), shape->end()};
}

std::vector<std::optional<std::int64_t>> Tensors::signature(int index) const {
    const Dims lengths = dims(index);
    std::vector<std::optional<std::int64_t>> result(lengths.begin(), lengths.end());
    const auto* const open = tensor(index).shape_signature();
    for (std::size_t i = 0; i < result.size(); ++i) {
        const bool is_open =
            open != nullptr && open->size() == result.size() && open->Get(static_cast<flatbuffers::uoffset_t>(i)) < 0;
        if (is_open || lengths[i] < 1) result[i] = std::nullopt;
    }
    return result;
}

std::optional<Quantisation> Tensors::quantisation(int index) const {
    const format::Tensor& stored = tensor(index);
    const std::optional<Scales> scales = scales_of(stored);
    const bool is_byte = stored.type() == kUint8 || stored.type() == kInt8;
    if (!is_byte || (scales && scales->scale.size() != 1)) return std::nullopt;
    Quantisation result;
    if (scales) result = {.scale = scales->scale.front(), .zero_point = scales->zero_point.front()};
    result.lowest_stored = stored.type() == kUint8 ? 0 : std::numeric_limits<std::int8_t>::min();
    result.low = result.scale * (result.lowest_stored - result.zero_point);
    result.high = result.low + result.scale * std::numeric_limits<std::uint8_t>::max();
    return result;
}

std::span<const std::uint8_t> Tensors::buffer(std::uint32_t number) const {
    const auto* const buffers = model_.buffers();
    if (buffers == nullptr || number >= buffers->size()) return {};
    const auto* const data = buffers->Get(number)->data();
    if (data == nullptr) return {};
    return {data->data(), data->size()};
}

std::optional<onnx::Constant> Tensors::constant(int index) {
    const format::Tensor& stored = tensor(index);
    const std::span<const std::uint8_t> bytes = buffer(stored.buffer());
    if (stored.buffer() == 0 || bytes.empty()) return std::nullopt;
    if (stored.sparsity() != nullptr) refuse(index, tr("has sparse weights"), tr("convert the model without sparsity"));
    const ElementType* const type = element_type(stored.type());
    if (type == nullptr)
        refuse(index, tr("has values of the type {}", stored.type()), tr("convert it with floats or 8-bit values"));
    const Dims lengths = dims(index);
    const std::optional<std::int64_t> count = onnx::value_count(lengths);
    if (!count || static_cast<std::uint64_t>(*count) * type->bytes != bytes.size())
        refuse(index, tr("has {} bytes for {}", bytes.size(), onnx::dims_text(lengths)), kDownloadAgain);
    const std::optional<Scales> scales = scales_of(stored);
    if (scales && scales->scale.size() > 1 &&
        (scales->axis >= lengths.size() || std::ssize(scales->scale) != lengths[scales->axis]))
        refuse(index, tr("has {} scales for {}", scales->scale.size(), onnx::dims_text(lengths)), kDownloadAgain);
    values_left_ -= type->is_integer && !scales ? 2 * *count : *count;
    if (values_left_ < 0) throw LoadError(file_, tr("has too many weights for its size"), tr("open a smaller model"));
    if (!type->is_integer || scales)
        return onnx::Constant(lengths, real_values(bytes.data(), *type, lengths, *count, scales));
    onnx::Constant::Integers integers(static_cast<std::size_t>(*count));
    const std::uint8_t* position = bytes.data();
    for (std::int64_t& value : integers) {
        value = type->bytes == 8 ? number_at<std::int64_t>(position, std::endian::little)
                                 : static_cast<std::int64_t>(type->read(position));
        position += type->bytes;
    }
    return onnx::Constant(lengths, std::move(integers));
}

}  // namespace convscope::tflite
