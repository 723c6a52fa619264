// Makes the tensors of the inputs that take no picture, and keeps each until its feed changes, because the engine
// computes the layers that depend on a new tensor again. Must not include documents: figures and comparisons use it
// too.
#pragma once

#include <memory>
#include <vector>

#include "core/nn/input/feed.h"

namespace convscope {

class FeedMaker {
  public:
    /// Makes new tensors for the feeds that have changed. Call once per frame.
    void update(const nn::Feeds& feeds, const std::shared_ptr<const nn::Model>& model);

    /// The tensor of the model's first input; null if that takes a picture.
    const nn::SharedTensor& first() const { return tensors_.front(); }
    /// The tensors of the other inputs, in the model's order.
    std::vector<nn::SharedTensor> others() const { return {tensors_.begin() + 1, tensors_.end()}; }

  private:
    std::shared_ptr<const nn::Model> model_;
    nn::Feeds feeds_;
    std::vector<nn::Feed> made_of_;
    std::vector<nn::SharedTensor> tensors_;
};

}  // namespace convscope
