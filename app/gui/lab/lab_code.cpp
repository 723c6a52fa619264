#include "app/gui/lab/lab_code.h"

#include <array>
#include <cstddef>

#include "app/gui/widgets/buttons.h"
#include "core/filter/code.h"

namespace convscope {

std::string LabCode::show(Frame& frame, Rect& head) {
    Ui& ui = frame.ui;
    using Write = std::string (*)(const FilterSettings&, const std::string&, Channel);
    constexpr std::array<Segment, 4> kLibraries{Segment{"numpy", "NumPy"}, Segment{"scipy", "SciPy"},
                                                Segment{"opencv", "OpenCV"}, Segment{"keras", "Keras"}};
    constexpr std::array<Write, 4> kWriters{numpy_code, scipy_code, opencv_code, keras_code};
    if (const auto chosen = segmented(ui, "code.library", head.cut_left(ui.px(320)), kLibraries, library_))
        library_ = *chosen;
    const OpenPicture& picture = frame.document.picture;
    const std::string file = picture.is_sample ? picture.file.string() + ".png" : picture.file.string();
    const Lab& lab = frame.document.lab;
    return kWriters.at(static_cast<std::size_t>(library_))(lab.settings(lab.edited), file, lab.channel);
}

}  // namespace convscope
