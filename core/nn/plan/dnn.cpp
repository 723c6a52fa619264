#include "core/nn/plan/dnn.h"

#if DNNL_CPU_RUNTIME == DNNL_RUNTIME_OMP
#include <omp.h>
#endif

namespace convscope::nn::dnn {

namespace {

using dnnl::memory;
using dnnl::prop_kind;
using Type = memory::data_type;
using Tag = memory::format_tag;

dnnl::primitive_attr attributes(bool relu) {
    dnnl::primitive_attr attr;
    attr.set_scratchpad_mode(dnnl::scratchpad_mode::user);
    if (!relu) return attr;
    dnnl::post_ops after;
#if DNNL_VERSION_MAJOR >= 3
    after.append_eltwise(dnnl::algorithm::eltwise_relu, 0, 0);
#else
    after.append_eltwise(1, dnnl::algorithm::eltwise_relu, 0, 0);
#endif
    attr.set_post_ops(after);
    return attr;
}

// oneDNN 2 makes a primitive descriptor from an operation descriptor; oneDNN 3 makes it from the same arguments
// directly.
#if DNNL_VERSION_MAJOR >= 3
template <class Primitive, class... Arguments>
typename Primitive::primitive_desc forward_desc(const dnnl::primitive_attr& attr, prop_kind kind,
                                                const Arguments&... arguments) {
    return {engine(), kind, arguments..., attr};
}
template <class Primitive, class Hint, class... Arguments>
typename Primitive::primitive_desc backward_desc(const Hint& hint, const Arguments&... arguments) {
    return {engine(), arguments..., hint, attributes(false)};
}
#else
template <class Primitive, class... Arguments>
typename Primitive::primitive_desc forward_desc(const dnnl::primitive_attr& attr, prop_kind kind,
                                                const Arguments&... arguments) {
    return {typename Primitive::desc(kind, arguments...), attr, engine()};
}
template <class Primitive, class Hint, class... Arguments>
typename Primitive::primitive_desc backward_desc(const Hint& hint, const Arguments&... arguments) {
    return {typename Primitive::desc(arguments...), attributes(false), engine(), hint};
}
#endif

dnnl::convolution_forward::primitive_desc forward(const Convolution& p, bool relu, prop_kind kind) {
    const auto make = [&](const auto&... bias) {
        return forward_desc<dnnl::convolution_forward>(attributes(relu), kind, dnnl::algorithm::convolution_direct,
                                                       p.source, p.kernel, bias..., p.destination, p.strides,
                                                       p.dilations, p.before, p.after);
    };
    return p.bias ? make(*p.bias) : make();
}

/// The forward descriptor, which oneDNN requires as a hint for the gradients.
dnnl::inner_product_forward::primitive_desc training_hint(const Product& p) {
    const auto make = [&](const auto&... bias) {
        return forward_desc<dnnl::inner_product_forward>(attributes(false), prop_kind::forward_training, p.source,
                                                         p.kernel, bias..., p.destination);
    };
    return p.bias ? make(*p.bias) : make();
}

}  // namespace

const dnnl::engine& engine() {
    static const dnnl::engine cpu(dnnl::engine::kind::cpu, 0);
    return cpu;
}

void stay_on_this_thread() {
#if DNNL_CPU_RUNTIME == DNNL_RUNTIME_OMP
    omp_set_num_threads(1);
#endif
}

Desc images(std::int64_t count, const Shape& shape) {
    if (!shape.is_image()) return {{count, shape.count()}, Type::f32, Tag::nc};
    return {{count, shape.channels(), shape.rows(), shape.cols()}, Type::f32, Tag::nhwc};
}

Desc kernel(const Shape& shape, std::int64_t groups) {
    const std::int64_t rows = shape.axes[0], cols = shape.axes[1], channels = shape.axes[2], filters = shape.axes[3];
    const memory::dims dims{filters / groups, channels, rows, cols};
    const memory::dims strides{1, filters, cols * channels * filters, channels * filters};
    if (groups == 1) return {dims, Type::f32, strides};
    return {{groups, dims[0], dims[1], dims[2], dims[3]},
            Type::f32,
            memory::dims{filters / groups, strides[0], strides[1], strides[2], strides[3]}};
}

Desc vector(std::int64_t length) {
    return {{length}, Type::f32, Tag::a};
}

Convolution convolution(std::int64_t count, const Shape& input, const Shape& output, const Window& window,
                        std::int64_t groups, const Shape& kernel_shape, bool bias) {
    const WindowAxes axes = axes_of(window, input);
    const Desc plain = kernel(kernel_shape, groups);
#if DNNL_VERSION_MAJOR >= 3
    const memory::dims dims = plain.get_dims();
#else
    const memory::dims dims = plain.dims();
#endif
    return {.source = images(count, input),
            .kernel = {dims, Type::f32, Tag::any},
            .destination = images(count, output),
            .bias = bias ? std::optional(vector(output.channels())) : std::nullopt,
            .strides = {window.row_stride, window.col_stride},
            .dilations = {window.row_dilation - 1, window.col_dilation - 1},
            .before = {axes.rows.before, axes.cols.before},
            .after = {axes.rows.after, axes.cols.after}};
}

dnnl::convolution_forward::primitive_desc forward(const Convolution& problem, bool relu) {
    return forward(problem, relu, prop_kind::forward_inference);
}

dnnl::convolution_backward_data::primitive_desc backward_data(const Convolution& p) {
    const auto hint = forward(p, false, prop_kind::forward_training);
    return backward_desc<dnnl::convolution_backward_data>(hint, dnnl::algorithm::convolution_direct, p.source, p.kernel,
                                                          p.destination, p.strides, p.dilations, p.before, p.after);
}

dnnl::convolution_backward_weights::primitive_desc backward_weights(const Convolution& p) {
    const auto hint = forward(p, false, prop_kind::forward_training);
    const auto make = [&](const auto&... bias) {
        return backward_desc<dnnl::convolution_backward_weights>(hint, dnnl::algorithm::convolution_direct, p.source,
                                                                 p.kernel, bias..., p.destination, p.strides,
                                                                 p.dilations, p.before, p.after);
    };
    return p.bias ? make(*p.bias) : make();
}

Product product(std::int64_t rows, std::int64_t features, std::int64_t units, bool bias) {
    // Keras's kernel {features, units} is oneDNN's {units, features} in column order (io): no copy.
    return {.source = {{rows, features}, Type::f32, Tag::nc},
            .kernel = {{units, features}, Type::f32, Tag::io},
            .destination = {{rows, units}, Type::f32, Tag::nc},
            .bias = bias ? std::optional(vector(units)) : std::nullopt};
}

dnnl::inner_product_backward_data::primitive_desc backward_data(const Product& p) {
    const auto hint = training_hint(p);
    return backward_desc<dnnl::inner_product_backward_data>(hint, p.source, p.kernel, p.destination);
}

dnnl::inner_product_backward_weights::primitive_desc backward_weights(const Product& p) {
    const auto hint = training_hint(p);
    const auto make = [&](const auto&... bias) {
        return backward_desc<dnnl::inner_product_backward_weights>(hint, p.source, p.kernel, bias..., p.destination);
    };
    return p.bias ? make(*p.bias) : make();
}

dnnl::memory view(const Desc& desc, const float* data) {
    return {desc, engine(), const_cast<float*>(data)};
}

dnnl::memory allocate(const Desc& desc) {
    return {desc, engine()};
}

BoundPrimitive::BoundPrimitive(dnnl::primitive primitive, Arguments arguments, const Desc& scratch)
    : primitive_(std::move(primitive)), arguments_(std::move(arguments)), stream_(engine()) {
    if (scratch.get_size() > 0) arguments_[DNNL_ARG_SCRATCHPAD] = allocate(scratch);
    for (const auto& [name, memory] : arguments_) c_arguments_.push_back({name, memory.get()});
}

void BoundPrimitive::run() const {
    stay_on_this_thread();
    dnnl::error::wrap_c_api(dnnl_primitive_execute(primitive_.get(), stream_.get(),
                                                   static_cast<int>(c_arguments_.size()), c_arguments_.data()),
                            "could not run a layer");
}

dnnl::memory PackedWeights::in(const Desc& layout) {
    for (const dnnl::memory& copy : copies_)
        if (copy.get_desc() == layout) return copy;
    copies_.push_back(allocate(layout));
    if (values_ != nullptr) pack(copies_.back());
    return copies_.back();
}

void PackedWeights::load(const float* values) {
    values_ = values;
    for (dnnl::memory& copy : copies_) pack(copy);
}

void PackedWeights::pack(dnnl::memory& copy) const {
    reorder(view(plain_, values_), copy).run();
}

BoundPrimitive reorder(const dnnl::memory& from, const dnnl::memory& to) {
    dnnl::primitive_attr attr;
    attr.set_scratchpad_mode(dnnl::scratchpad_mode::user);
    const dnnl::reorder::primitive_desc desc(from, to, attr);
    return {dnnl::reorder(desc), {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}}, desc.scratchpad_desc()};
}

}  // namespace convscope::nn::dnn
