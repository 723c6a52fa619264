// A thin wrapper of oneDNN: the only place that depends on oneDNN's version, 2 or 3. oneDNN starts no threads, because
// a plan divides its work itself. Images are N,H,W,C, kernels in Keras's order.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include <oneapi/dnnl/dnnl.hpp>

#include "core/nn/model/tensor.h"
#include "core/nn/model/window.h"

namespace convscope::nn::dnn {

using Desc = dnnl::memory::desc;

/// The CPU engine. oneDNN allows all threads to share it.
const dnnl::engine& engine();

/// Keeps oneDNN from starting threads. Cheap; call it in each thread before using oneDNN.
void stay_on_this_thread();

/// The descriptor of N,H,W,C images or N,C vectors.
Desc images(std::int64_t count, const Shape& shape);
/// The descriptor of a kernel {rows, cols, channels / groups, filters} in Keras's order, with oneDNN's axes (groups,)
/// filters, channels, rows, cols.
Desc kernel(const Shape& shape, std::int64_t groups);
Desc vector(std::int64_t length);

struct Convolution {
    Desc source, kernel, destination;  ///< oneDNN chooses the kernel's layout
    std::optional<Desc> bias;
    dnnl::memory::dims strides, dilations, before, after;
};
Convolution convolution(std::int64_t count, const Shape& input, const Shape& output, const Window& window,
                        std::int64_t groups, const Shape& kernel_shape, bool bias);

dnnl::convolution_forward::primitive_desc forward(const Convolution& problem, bool relu);
dnnl::convolution_backward_data::primitive_desc backward_data(const Convolution& problem);
dnnl::convolution_backward_weights::primitive_desc backward_weights(const Convolution& problem);

/// The matrix product {rows, features} x {features, units}. Only its gradients are computed here.
struct Product {
    Desc source, kernel, destination;
    std::optional<Desc> bias;
};
Product product(std::int64_t rows, std::int64_t features, std::int64_t units, bool bias);

dnnl::inner_product_backward_data::primitive_desc backward_data(const Product& problem);
dnnl::inner_product_backward_weights::primitive_desc backward_weights(const Product& problem);

/// Memory that points to the caller's floats. oneDNN has one type for input and output, so the const is cast away.
dnnl::memory view(const Desc& desc, const float* data);
/// New memory that owns its values.
dnnl::memory allocate(const Desc& desc);

/// A primitive with its arguments and scratch memory, to be run any number of times.
class BoundPrimitive {
  public:
    using Arguments = std::unordered_map<int, dnnl::memory>;
    BoundPrimitive(dnnl::primitive primitive, Arguments arguments, const Desc& scratch);
    void run() const;

  private:
    dnnl::primitive primitive_;
    Arguments arguments_;
    /// The arguments in the form of the C interface; the C++ interface would convert them in every run.
    std::vector<dnnl_exec_arg_t> c_arguments_;
    dnnl::stream stream_;
};

/// One layer's weights, packed in each layout that a primitive asks for. load() packs new values in all of them.
class PackedWeights {
  public:
    explicit PackedWeights(const Desc& plain) : plain_(plain) {}
    /// The weights in this layout. Later calls and load() keep the same memory.
    dnnl::memory in(const Desc& layout);
    void load(const float* values);

  private:
    Desc plain_;
    const float* values_ = nullptr;
    std::vector<dnnl::memory> copies_;

    void pack(dnnl::memory& copy) const;
};

/// A primitive that copies `from` into `to` and its layout.
BoundPrimitive reorder(const dnnl::memory& from, const dnnl::memory& to);

}  // namespace convscope::nn::dnn
