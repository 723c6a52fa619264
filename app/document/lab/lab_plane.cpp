#include "app/document/lab/lab_plane.h"

namespace convscope {

Picture lab_picture(const Document& document) {
    if (document.picture.picture.planes.empty()) return {};
    return with_noise(moved(document.picture.picture, document.lab.motion), document.lab.noise);
}

Plane lab_plane(const Document& document) {
    const Picture picture = lab_picture(document);
    return picture.planes.empty() ? Plane() : channel_plane(picture, document.lab.channel);
}

}  // namespace convscope
