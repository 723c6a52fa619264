#include "app/gui/lab/chain/chain_scene.h"

#include "core/base/text/translation.h"

namespace convscope {

std::vector<ChainColumn> ShownChain::columns(Size picture) const {
    std::vector<ChainColumn> columns{{.size = picture, .axis = {}}};
    if (!has_maps()) return columns;
    const std::vector<ChainNodes> nodes = chain_nodes(chain);
    const std::vector<ChainSizes> sizes = chain_sizes(chain, picture);
    AxisMap axis;
    for (int i = 0; i < chain.size(); ++i) {
        const auto index = static_cast<std::size_t>(i);
        const int maps = chain.stage(i).map_count();
        // A value is shown at the middle of its window.
        if (chain.stage(i).border == Border::valid)
            axis.offset += axis.scale * static_cast<double>(chain.stage(i).kernel_size() - 1) / 2;
        columns.push_back({i, false, nodes[index].convolution, sizes[index].filtered, maps, axis});
        if (chain.stage(i).pooling == Pooling::none) continue;
        axis.scale *= kChainPoolSize;
        columns.push_back({i, true, nodes[index].pooling, sizes[index].pooled, maps, axis});
    }
    return columns;
}

std::string stage_name(int stage) {
    return tr("Stage {}", stage + 1);
}

std::string map_name(int map) {
    return tr("map {}", map);
}

}  // namespace convscope
