// The picture that the Filter Lab's filters get: the open one after motion and noise. Must not include anything that
// draws.
#pragma once

#include "app/document/document.h"

namespace convscope {

/// The open picture after motion and noise; without planes if none is open.
Picture lab_picture(const Document& document);
/// The lab's channel of lab_picture(); empty without a picture.
Plane lab_plane(const Document& document);

}  // namespace convscope
