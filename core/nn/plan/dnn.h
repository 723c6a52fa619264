// oneDNN behind one thin wrapper: the only place that knows the difference between its versions 2 and 3, and that its
// own threads stay switched off, as a plan divides work by examples. Images are N,H,W,C, kernels as Keras has them.
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

/// The processor. One for all: oneDNN's engines are safe to share.
const dnnl::engine& engine();

/// Keeps oneDNN from starting threads of its own in this thread. Cheap; to be called before it is used.
void stay_on_this_thread();

/// N,H,W,C images (or N,C vectors) as oneDNN names them.
Desc images(std::int64_t count, const Shape& shape);
/// A kernel {rows, cols, channels / groups, filters} in Keras's order, seen as oneDNN's (groups,) filters, channels,
/// ...
Desc kernel(const Shape& shape, std::int64_t groups);
Desc vector(std::int64_t length);

struct Convolution {
    Desc source, kernel, destination;  ///< the kernel's layout is oneDNN's choice
    std::optional<Desc> bias;
    dnnl::memory::dims strides, dilations, before, after;
};
Convolution convolution(std::int64_t count, const Shape& input, const Shape& output, const Window& window,
                        std::int64_t groups, const Shape& kernel_shape, bool bias);

dnnl::convolution_forward::primitive_desc forward(const Convolution& problem, bool relu);
dnnl::convolution_backward_data::primitive_desc backward_data(const Convolution& problem);
dnnl::convolution_backward_weights::primitive_desc backward_weights(const Convolution& problem);

/// rows x features times features x units, for its gradients.
struct Product {
    Desc source, kernel, destination;
    std::optional<Desc> bias;
};
Product product(std::int64_t rows, std::int64_t features, std::int64_t units, bool bias);

dnnl::inner_product_backward_data::primitive_desc backward_data(const Product& problem);
dnnl::inner_product_backward_weights::primitive_desc backward_weights(const Product& problem);

/// Memory that looks at floats kept elsewhere. oneDNN has one type for what it reads and what it writes.
dnnl::memory view(const Desc& desc, const float* data);
/// Memory of its own.
dnnl::memory own(const Desc& desc);

/// A primitive with its arguments and scratch memory, ready to be run again and again.
class Bound {
  public:
    using Arguments = std::unordered_map<int, dnnl::memory>;
    Bound(dnnl::primitive primitive, Arguments arguments, const Desc& scratch);
    void run() const;

  private:
    dnnl::primitive primitive_;
    Arguments arguments_;
    /// The same as the C interface takes them: the C++ one would gather them anew for every run.
    std::vector<dnnl_exec_arg_t> gathered_;
    dnnl::stream stream_;
};

/// One set of weights in every layout that some primitive wants; laid out anew by load().
class Layouts {
  public:
    explicit Layouts(const Desc& plain) : plain_(plain) {}
    /// The weights as `wanted`; the memory stays the same for the life of this object.
    dnnl::memory in(const Desc& wanted);
    void load(const float* values);

  private:
    Desc plain_;
    const float* values_ = nullptr;
    std::vector<dnnl::memory> copies_;

    void lay_out(dnnl::memory& copy) const;
};

/// Copies `from` into `to`'s layout.
Bound reorder(const dnnl::memory& from, const dnnl::memory& to);

}  // namespace convscope::nn::dnn
