#include "app/document/network/network_view.h"

#include <algorithm>

namespace convscope {

void NetworkView::go_to(int node, std::int64_t channel_there) {
    layer = node;
    channel = channel_there;
    second.reset();
    pinned.reset();
    kernel_channel = 0;
    camera = {};
    player.active = player.playing = false;
    player.position = 0;
}

void NetworkView::enter(const nn::Model& model) {
    go_to(std::min(1, model.size() - 1), 0);
    pinned_input.reset();
}

}  // namespace convscope
