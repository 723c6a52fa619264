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

/// Replaces the whole chain, as for an example.
Command set_chain(LabChain chain, std::string label);
/// Adds next_stage() at the end, up to kMaxChainStages, and shows it.
Command add_stage();
/// Removes a stage unless it is the only one. The next one is fitted to its new input maps; see fit_inputs().
Command remove_stage(int stage);
/// Sets the number of maps, 1..kMaxChainMaps: drops the last ones or adds new_chain_map(), and fits the next stage.
Command set_map_count(int stage, int count);
/// Sets the size of all kernels of a stage, 3 or 5; values stay centred.
Command set_stage_kernel_size(int stage, int size);
/// Sets one value of a kernel; limited by limit_filter_value().
Command set_chain_value(const ChainKernelRef& which, int row, int col, float value, std::uint64_t gesture = 0);
/// Sets all values of a kernel; those of another size are centred in it.
Command set_chain_kernel(const ChainKernelRef& which, const Kernel& kernel, std::string label);
Command set_chain_bias(int stage, int map, float bias, std::uint64_t gesture = 0);
/// none or relu.
Command set_stage_activation(int stage, Activation activation);
Command set_stage_pooling(int stage, Pooling pooling);
/// valid or zero.
Command set_stage_border(int stage, Border border);
/// The lab's filters in use become the maps of the first stage, with their weights and biases.
Command start_from_lab_filters();

/// The kernel that the page's controls show, and its values.
ChainKernelRef chosen_chain_kernel(const Document& document);
const Kernel& chain_kernel(const LabChain& chain, const ChainKernelRef& which);

/// Any change of the view. Undo does not record it.
Command set_chain_view(std::function<void(ChainView&)> change);

/// The stages that fit become the model of the Layers workspace, with `picture`, the lab's channel, as its input; that
/// workspace is shown. Undone in one step. Does nothing without a picture or if no stage fits.
Command open_chain_in_layers(Plane picture);
/// Does what open_chain_in_layers() does without showing the workspace. False if it does nothing.
bool put_chain_into_network(Document& document, const Plane& picture);
/// The name of the chain's model, in place of a file's.
inline constexpr const char* kChainModelName = "chain";
/// True for a model that open_chain_in_layers() has opened: no file holds it.
bool is_chain_model(const OpenModel& model);

}  // namespace convscope
