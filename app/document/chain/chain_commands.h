// The edits of the chain, as commands. Its page changes the document only through them. Stages, maps and input maps
// that the chain does not have are ignored.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "app/document/history.h"

namespace convscope {

/// Identifies a kernel of the chain.
struct ChainKernelRef {
    int stage = 0, map = 0, input = 0;
    bool operator==(const ChainKernelRef&) const = default;
};

/// Replaces the whole chain, for instance with one of the examples.
Command set_chain(LabChain chain, std::string label);
/// Adds next_stage() at the end, up to kMaxChainStages, and shows it.
Command add_stage();
/// Removes a stage unless it is the only one, and calls fit_inputs() for the stage after it.
Command remove_stage(int stage);
/// Sets the number of maps, 1..kMaxChainMaps: drops the last maps or adds new_chain_map(), and calls fit_inputs() for
/// the next stage.
Command set_map_count(int stage, int count);
/// Sets the size of all kernels of a stage, 3 or 5; the values stay in the middle.
Command set_stage_kernel_size(int stage, int size);
/// Sets one value of a kernel; limited by limit_filter_value().
Command set_chain_value(const ChainKernelRef& which, int row, int col, float value, std::uint64_t gesture = 0);
/// Sets all values of a kernel of the chain. The chain's kernel keeps its size: a `kernel` of a different size is
/// centred and padded with 0 or cut. `preset`: the key of the preset with these values; empty if there is none.
Command set_chain_kernel(const ChainKernelRef& which, const Kernel& kernel, std::string label,
                         const std::string& preset = {});
Command set_chain_bias(int stage, int map, float bias, std::uint64_t gesture = 0);
/// Sets relu if `activation` is relu, otherwise none: a chain has no other activations.
Command set_stage_activation(int stage, Activation activation);
Command set_stage_pooling(int stage, Pooling pooling);
/// Sets valid if `border` is valid, otherwise zero: a chain has no other borders.
Command set_stage_border(int stage, Border border);
/// Replaces the maps of the first stage: one for each filter in use in the lab, with the filter's bias and its kernel
/// times its weight.
Command start_from_lab_filters();

/// The kernel that the page's controls show, and its values.
ChainKernelRef chosen_chain_kernel(const Document& document);
const Kernel& chain_kernel(const LabChain& chain, const ChainKernelRef& which);
/// The key of the preset that was chosen for the kernel; empty if there is none.
const std::string& chain_preset(const LabChain& chain, const ChainKernelRef& which);

/// Changes the view. Undo does not record it.
Command set_chain_view(std::function<void(ChainView&)> change);

/// Makes a model of the stages that fit and opens it in the Layers workspace, with `picture`, the lab's channel, as its
/// input. Shows that workspace with the chosen map and, if a value is pinned, with that value. It is one undo step. If
/// the same chain is open there, its edited weights are kept. Does nothing without a picture or if no stage fits.
Command open_chain_in_layers(Plane picture);
/// Does what open_chain_in_layers() does without showing the workspace. False if it does nothing.
bool put_chain_into_network(Document& document, const Plane& picture);
/// The name of the chain's model, stored where other models have the path of their file.
inline constexpr const char* kChainModelName = "chain";
/// True for a model that open_chain_in_layers() has opened, which is not in a file.
bool is_chain_model(const OpenModel& model);

}  // namespace convscope
