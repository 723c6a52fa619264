// The sentences of the page "Why", which say what each method shows and when it misleads.
#pragma once

#include <string>

#include "app/gui/network/why/why_scene.h"

namespace convscope {

/// The sentence for the present method, which is shown below its pictures.
std::string why_sentence(const WhyScene& why);

}  // namespace convscope
