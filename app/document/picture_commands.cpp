#include "app/document/picture_commands.h"

#include <utility>

#include "app/document/lab/lab_commands.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"

namespace convscope {

bool can_edit(Size size) {
    return size.rows >= 1 && size.cols >= 1 && size.rows <= kMaxEditedSide && size.cols <= kMaxEditedSide;
}

Command new_picture(Plane plane, const std::string& name) {
    OpenPicture picture{.file = name, .is_edited = true, .picture = {{std::move(plane)}}};
    Command command = open_picture(std::move(picture));
    command.label = tr("new picture");
    return command;
}

Command set_picture_values(Plane plane, std::string label, std::uint64_t gesture) {
    return {std::move(label),
            [plane = std::move(plane)](Document& document) {
                OpenPicture& picture = document.picture;
                const bool same_size = picture.picture.size() == plane.size();
                if (!picture.is_edited) picture.file = tr("{} (edited)", picture.base_name());
                picture.is_edited = true;
                picture.is_sample = false;
                picture.picture = {{plane}};
                document.lab.channel = Channel::grey;
                document.lab.motion = {};
                document.lab.noise = {};
                if (!same_size) document.lab_view.reset_for_picture();
            },
            gesture};
}

std::string table_text(const Plane& plane) {
    std::string text;
    for (int r = 0; r < plane.rows(); ++r)
        for (int c = 0; c < plane.cols(); ++c)
            text += number_text(plane.at(r, c)) + (c + 1 < plane.cols() ? "\t" : "\n");
    return text;
}

}  // namespace convscope
