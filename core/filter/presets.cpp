#include "core/filter/presets.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr Message kBasic = tr("Basic");
constexpr Message kCourse = tr("Course");
constexpr Message kEdges = tr("Edges");
constexpr Message kRelief = tr("Sharpen and relief");
constexpr Message kBlur = tr("Blur");
constexpr Message kLarger = tr("Larger");

/// The kernel whose value at (row, col) is down[row] * across[col].
template <std::size_t kSize>
constexpr Kernel separable(const float (&down)[kSize], const float (&across)[kSize]) {
    Kernel kernel{static_cast<int>(kSize), {}};
    for (std::size_t r = 0; r < kSize; ++r)
        for (std::size_t c = 0; c < kSize; ++c) kernel.values[r * kSize + c] = down[r] * across[c];
    return kernel;
}

constexpr float kOnes5[] = {1, 1, 1, 1, 1};
constexpr float kBinomial5[] = {1, 4, 6, 4, 1};
constexpr float kSlope5[] = {-1, -2, 0, 2, 1};
constexpr float kBinomial7[] = {1, 6, 15, 20, 15, 6, 1};

// clang-format off
constexpr Preset kPresets[] = {
    {"identity", tr("Identity"), kBasic,
     {3, {0, 0, 0,
          0, 1, 0,
          0, 0, 0}}, 1, 0,
     tr("Leaves every pixel unchanged.")},

    {"course-edges", tr("All edges (course)"), kCourse,
     {3, { 0,  1,  0,
           1, -4,  1,
           0,  1,  0}}, 1, 0,
     tr("Makes edges of every direction bright; flat areas turn black.")},
    {"course-horizontal", tr("Horizontal lines (course)"), kCourse,
     {3, {-1, -2, -1,
           0,  0,  0,
           1,  2,  1}}, 1, 0,
     tr("Makes horizontal lines bright. An early course notebook transposes it, which makes vertical lines bright.")},
    {"course-vertical", tr("Vertical lines (course)"), kCourse,
     {3, {-1,  0,  1,
          -2,  0,  2,
          -1,  0,  1}}, 1, 0,
     tr("Makes vertical lines bright. An early course notebook transposes it, which makes horizontal lines bright.")},
    {"course-example", tr("Worked example (course)"), kCourse,
     {3, {   -1,     0,    -2,
            .5F,  4.5F, -1.5F,
           1.5F,     2,    -3}}, 1, 0,
     tr("For learning the arithmetic: the course's nine pixels give 577; with the transposed filter 249, flipped 732.")},

    {"sobel-vertical", tr("Vertical edges (Sobel)"), kEdges,
     {3, {-1,  0,  1,
          -2,  0,  2,
          -1,  0,  1}}, 1, 0,
     tr("Positive where the picture gets brighter to the right; smooths along the edge.")},
    {"sobel-horizontal", tr("Horizontal edges (Sobel)"), kEdges,
     {3, {-1, -2, -1,
           0,  0,  0,
           1,  2,  1}}, 1, 0,
     tr("Positive where the picture gets brighter downwards; smooths along the edge.")},
    {"sobel-rising", tr("Rising edges (Sobel)"), kEdges,
     {3, {-2, -1,  0,
          -1,  0,  1,
           0,  1,  2}}, 1, 0,
     tr("Positive where the picture gets brighter towards the lower right: edges that rise from left to right.")},
    {"sobel-falling", tr("Falling edges (Sobel)"), kEdges,
     {3, { 0,  1,  2,
          -1,  0,  1,
          -2, -1,  0}}, 1, 0,
     tr("Positive where the picture gets brighter towards the upper right: edges that fall from left to right.")},
    {"prewitt-vertical", tr("Vertical edges (Prewitt)"), kEdges,
     {3, {-1,  0,  1,
          -1,  0,  1,
          -1,  0,  1}}, 1, 0,
     tr("The right column minus the left one.")},
    {"prewitt-horizontal", tr("Horizontal edges (Prewitt)"), kEdges,
     {3, {-1, -1, -1,
           0,  0,  0,
           1,  1,  1}}, 1, 0,
     tr("The lower row minus the upper one.")},
    {"scharr-vertical", tr("Vertical edges (Scharr)"), kEdges,
     {3, { -3,   0,   3,
          -10,   0,  10,
           -3,   0,   3}}, 1, 0,
     tr("Like Sobel, but treats slanted edges more evenly.")},
    {"scharr-horizontal", tr("Horizontal edges (Scharr)"), kEdges,
     {3, { -3, -10,  -3,
            0,   0,   0,
            3,  10,   3}}, 1, 0,
     tr("Like Sobel, but treats slanted edges more evenly.")},
    {"line-vertical", tr("Thin vertical lines"), kEdges,
     {3, {-1,  2, -1,
          -1,  2, -1,
          -1,  2, -1}}, 1, 0,
     tr("Positive on bright vertical lines one pixel wide; an edge gets one positive and one negative side.")},
    {"line-horizontal", tr("Thin horizontal lines"), kEdges,
     {3, {-1, -1, -1,
           2,  2,  2,
          -1, -1, -1}}, 1, 0,
     tr("Positive on bright horizontal lines one pixel wide; an edge gets one positive and one negative side.")},
    {"laplacian", tr("Laplacian (4 neighbours)"), kEdges,
     {3, { 0,  1,  0,
           1, -4,  1,
           0,  1,  0}}, 1, 0,
     tr("The second derivative: four neighbours minus four times the pixel.")},
    {"laplacian-8", tr("Laplacian (8 neighbours)"), kEdges,
     {3, { 1,  1,  1,
           1, -8,  1,
           1,  1,  1}}, 1, 0,
     tr("The second derivative with the diagonals: eight neighbours minus eight times the pixel.")},
    {"outline", tr("Outline"), kEdges,
     {3, {-1, -1, -1,
          -1,  8, -1,
          -1, -1, -1}}, 1, 0,
     tr("Bright where a pixel differs from its surroundings, black where all pixels are equal.")},

    {"sharpen", tr("Sharpen"), kRelief,
     {3, { 0, -1,  0,
          -1,  5, -1,
           0, -1,  0}}, 1, 0,
     tr("The picture plus its edges: small differences become large ones.")},
    {"emboss", tr("Emboss"), kRelief,
     {3, {-2, -1,  0,
          -1,  1,  1,
           0,  1,  2}}, 1, 0,
     tr("A relief: the picture with its edges lit along the diagonal.")},

    {"box-blur", tr("Box blur"), kBlur,
     {3, {1, 1, 1,
          1, 1, 1,
          1, 1, 1}}, 1.0F / 9, 0,
     tr("The average of nine pixels; the weight 1/9 keeps the brightness.")},
    {"gaussian", tr("Gaussian blur"), kBlur,
     {3, {1, 2, 1,
          2, 4, 2,
          1, 2, 1}}, 1.0F / 16, 0,
     tr("An average in which near pixels count more; the weight 1/16 keeps the brightness.")},

    {"sobel-5-vertical", tr("Vertical edges 5x5 (Sobel)"), kLarger,
     separable(kBinomial5, kSlope5), 1, 0,
     tr("Sobel over five rows and columns: broader edges, less noise.")},
    {"sobel-5-horizontal", tr("Horizontal edges 5x5 (Sobel)"), kLarger,
     separable(kSlope5, kBinomial5), 1, 0,
     tr("Sobel over five rows and columns: broader edges, less noise.")},
    {"laplacian-of-gaussian", tr("Laplacian of Gaussian 5x5"), kLarger,
     {5, { 0,  0, -1,  0,  0,
           0, -1, -2, -1,  0,
          -1, -2, 16, -2, -1,
           0, -1, -2, -1,  0,
           0,  0, -1,  0,  0}}, 1, 0,
     tr("Smooths, then takes the second derivative; its sign is inverted so that bright spots stay bright.")},
    {"box-blur-5", tr("Box blur 5x5"), kLarger,
     separable(kOnes5, kOnes5), 1.0F / 25, 0,
     tr("The average of 25 pixels.")},
    {"gaussian-5", tr("Gaussian blur 5x5"), kLarger,
     separable(kBinomial5, kBinomial5), 1.0F / 256, 0,
     tr("A wider Gaussian, from the binomial coefficients 1 4 6 4 1.")},
    {"gaussian-7", tr("Gaussian blur 7x7"), kLarger,
     separable(kBinomial7, kBinomial7), 1.0F / 4096, 0,
     tr("The widest Gaussian, from the binomial coefficients 1 6 15 20 15 6 1.")},
    {"motion-blur-7", tr("Motion blur 7x7"), kLarger,
     {7, {1, 0, 0, 0, 0, 0, 0,
          0, 1, 0, 0, 0, 0, 0,
          0, 0, 1, 0, 0, 0, 0,
          0, 0, 0, 1, 0, 0, 0,
          0, 0, 0, 0, 1, 0, 0,
          0, 0, 0, 0, 0, 1, 0,
          0, 0, 0, 0, 0, 0, 1}}, 1.0F / 7, 0,
     tr("The average along a diagonal, as if the camera had moved that way.")},
};
// clang-format on

}  // namespace

std::span<const Preset> presets() {
    return kPresets;
}

const Preset* find_preset(std::string_view slug) {
    const Preset* const found = std::find_if(std::begin(kPresets), std::end(kPresets),
                                             [&](const Preset& preset) { return preset.slug == slug; });
    return found == std::end(kPresets) ? nullptr : found;
}

}  // namespace convscope
