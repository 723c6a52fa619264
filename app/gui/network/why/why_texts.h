// The sentences of the page "Why": what each method shows, and where it misleads.
#pragma once

#include <string>

#include "app/gui/network/why/why_scene.h"

namespace convscope {

/// The sentence below the pictures of the present method.
std::string why_sentence(const WhyScene& why);

}  // namespace convscope
