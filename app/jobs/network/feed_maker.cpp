#include "app/jobs/network/feed_maker.h"

#include <cstddef>
#include <utility>

#include "core/nn/input/picture_shape.h"

namespace convscope {

void FeedMaker::update(const nn::Feeds& feeds, const std::shared_ptr<const nn::Model>& model) {
    if (model_ == model && feeds_ == feeds) return;
    feeds_ = feeds;
    model_ = model;
    const std::vector<int>& inputs = model->inputs();
    made_of_.resize(inputs.size());
    tensors_.resize(inputs.size());
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (i == 0 && nn::takes_picture(*model)) {
            tensors_[i].reset();
            continue;
        }
        const nn::Shape& declared = model->node(inputs[i]).declared_shape();
        nn::Feed feed = nn::feed_of(feeds, *model, i);
        if (tensors_[i] && tensors_[i]->shape == declared && made_of_[i] == feed) continue;
        tensors_[i] = std::make_shared<const nn::Tensor>(nn::feed_tensor(feed, declared));
        made_of_[i] = std::move(feed);
    }
}

}  // namespace convscope
