#include "app/gui/network/why/why_texts.h"

#include <fmt/format.h>

#include "core/base/text/translation.h"

namespace convscope {

std::string why_sentence(const WhyScene& why) {
    const std::string name = why.class_name();
    switch (why.view().method) {
        case WhyMethod::contribution:
            return tr(
                "Contribution: each square is its place's part of the score of {} (orange for it, blue against it); "
                "all "
                "squares and the biases add up to the score. Grad-CAM weights each map by its mean gradient over all "
                "places, so it can point at places without a part; with global average pooling both are equal.",
                name);
        case WhyMethod::grad_cam:
            return tr(
                "Grad-CAM: each map, weighted by the mean of its gradients over all places. It can point at places "
                "that have no part in the score, and it adds up to nothing; with global average pooling it equals "
                "the contribution map. Shown with its sign, before the usual ReLU.");
        case WhyMethod::saliency:
            return tr(
                "Saliency: by how much the score of {} would rise (orange) or fall (blue) if this pixel were a little "
                "brighter. It tells nothing about the part that the pixel has now, and single pixels look noisy.",
                name);
        case WhyMethod::occlusion:
            return tr(
                "Occlusion: the drop if a patch is hidden. Orange places speak for {}, because without them it is "
                "less; blue ones against it. The patch itself looks like something to the network: compare another "
                "fill before believing it.",
                name);
        case WhyMethod::shifts:
            return tr(
                "Shifts: the answer for {} if the picture is moved by up to 4 pixels; black comes in at the edge. "
                "Pooling does not make a network blind to shifts. One picture is an example, not evidence.",
                name);
        case WhyMethod::changes:
            return tr(
                "Changes: the answer for {} along each slider, while the other two stay. Lines mark "
                "where the winning class changes. Pictures unlike the training set get confident answers as well.",
                name);
        case WhyMethod::maximum:
            return tr(
                "An illustration: an input that was changed until it excites the map, starting from noise. Nothing "
                "in the data looks like it, and another start gives another picture.");
    }
    return {};
}

}  // namespace convscope
