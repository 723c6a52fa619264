// The names of the window's controls, views and numbers, by workspace, with # in place of a number and @ in place of
// any other part. A test of the interface compares them with what it draws. Internal: the interface is names.h.
#pragma once

#include <span>
#include <string_view>

namespace convscope {

std::span<const std::string_view> filter_lab_names();
std::span<const std::string_view> layers_names();
std::span<const std::string_view> training_names();

}  // namespace convscope
