// The data that the parts of the chain's page share in one frame.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/document/chain/chain_commands.h"
#include "app/document/chain/chain_selection.h"
#include "app/gui/lab/picture/picture_choice.h"
#include "app/gui/toolkit/view_map.h"
#include "app/gui/workspace/frame.h"
#include "app/jobs/chain_engine.h"

namespace convscope {

/// The maps of one column of the page: the picture, or those of a stage before or after pooling.
struct ChainColumn {
    int stage = -1;  ///< -1: the picture
    bool pooled = false;
    int node = 0;  ///< index of the node in the model
    Size size;
    int maps = 1;
    AxisMap axis;  ///< maps the column's rows or columns to those of the picture
};

/// The results on screen, and the chain and model that made them.
struct ShownChain {
    LabChain chain;
    std::shared_ptr<const nn::Model> model;
    std::shared_ptr<const ChainRun> run;
    std::uint64_t revision = 0;

    bool has_maps() const { return run != nullptr; }
    /// The columns from left to right; only the picture if there are no results.
    std::vector<ChainColumn> columns(Size picture) const;
};

struct ChainScene {
    Frame& frame;
    Ui& ui;
    const LabChain& chain;  ///< the chain as it is edited now
    const ChainView& view;
    const Plane& picture;  ///< the lab's channel
    const ShownChain& shown;
    std::string problem;  ///< why the results of all or some stages are missing; empty if none are
    PictureChoice& pictures;
    bool folded = false;  ///< the controls are folded away
    ChainPixel resting;   ///< the value that is explained while nothing is pinned or pointed at

    /// Set by the views, which are drawn first. nullopt without results.
    std::optional<ChainSelection> selection = {};
    bool live = false;  ///< false if nothing is pinned or pointed at
    /// The value under the pointer as text, and its stage; -1 if there is none.
    std::string reading = {};
    int reading_stage = -1;

    ComputedChain computed(nn::Activations activations) const { return {shown.chain, *shown.model, activations}; }
    void change_view(std::function<void(ChainView&)> change) const { frame.perform(set_chain_view(std::move(change))); }
};

/// "Stage 1", counted from 1, and "map 0", counted from 0 like rows and columns, in the code and in Layers too.
std::string stage_name(int stage);
std::string map_name(int map);

}  // namespace convscope
