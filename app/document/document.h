// The open files and the selection, as plain values: a Document can be copied, compared and saved at any time.
// Must not include a window, ImGui or OpenGL: the command line and background jobs read documents too.
#pragma once

#include <array>
#include <string_view>

#include "app/document/chain/chain.h"
#include "app/document/colour/colour.h"
#include "app/document/lab/lab.h"
#include "app/document/learning/learning.h"
#include "app/document/network/network.h"
#include "app/document/network/network_view.h"
#include "app/document/training/training.h"
#include "app/document/training/training_view.h"

namespace convscope {

enum class WorkspaceId { filter_lab, layers, training };
inline constexpr std::array<std::string_view, 3> kWorkspaceNames{"filter_lab", "layers", "training"};

struct Document {
    WorkspaceId workspace = WorkspaceId::filter_lab;
    OpenPicture picture;
    Lab lab;
    LabColour colour = initial_colour();
    LabView lab_view;
    LabChain chain = initial_chain();
    ChainView chain_view;
    LabLearning learning;
    Network network;
    NetworkView network_view;
    Training training;
    TrainingView training_view;
    bool operator==(const Document&) const = default;
};

/// A document with initial_lab(), no picture and no model.
Document initial_document();

}  // namespace convscope
