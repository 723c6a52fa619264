// Draws the sample pictures into an assets folder. With --check, compares the existing files with the
// drawings.
#include <tbb/parallel_for.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "assets/pictures/draw/drawings.h"
#include "assets/pictures/draw/garments/garments.h"
#include "assets/pictures/draw/photographs/photographs.h"
#include "core/image/files/load.h"
#include "core/image/files/save.h"

namespace convscope::draw {

namespace {

using Path = std::filesystem::path;

/// The garment as a picture of the Filter Lab.
Drawing boot_picture() {
    Drawing boot = garments::ankle_boot();
    boot.name = "pictures/ankle_boot";
    return boot;
}

std::vector<Drawing> drawings() {
    return {bricks(),
            checkerboard(),
            dot(),
            noise_picture(),
            pooling_figure(),
            portrait(),
            shirt(),
            staircase(),
            stripes(),
            text(),
            worked_example(),
            boot_picture(),
            garments::ankle_boot(),
            garments::bag(),
            garments::coat(),
            garments::dress(),
            garments::pullover(),
            garments::sandal(),
            garments::shirt(),
            garments::sneaker(),
            garments::t_shirt_top(),
            garments::trouser(),
            photographs::apple(),
            photographs::ball(),
            photographs::car(),
            photographs::cup(),
            photographs::flower(),
            photographs::house()};
}

Path file_of(const Drawing& drawing, const Path& folder) {
    return folder / (std::string(drawing.name) + ".png");
}

// Draws rows 0, step, 2 step, ...; the other rows stay 0.
std::vector<std::uint8_t> draw_rows(const Drawing& drawing, int step) {
    const auto width = static_cast<std::size_t>(drawing.size) * static_cast<std::size_t>(drawing.channels);
    std::vector<std::uint8_t> pixels(width * static_cast<std::size_t>(drawing.size));
    tbb::parallel_for(0, (drawing.size + step - 1) / step, [&](int i) {
        const int row = i * step;
        draw_row(drawing, row, std::span(pixels).subspan(static_cast<std::size_t>(row) * width, width));
    });
    return pixels;
}

void draw(const Drawing& drawing, const Path& folder) {
    const Path file = file_of(drawing, folder);
    std::filesystem::create_directories(file.parent_path());
    save_png(file, {drawing.size, drawing.size}, drawing.channels, draw_rows(drawing, 1));
}

// Mathematical functions differ between machines in the last digit. That may change a value by one and, if a sample
// lies exactly on an edge, by more: at most one value in a thousand may differ by more.
bool matches(const Drawing& drawing, const Path& folder) {
    const int step = drawing.size <= 64 ? 1 : 8;  // every eighth row of a large drawing is enough
    constexpr int kTolerance = 1, kOneIn = 1000;
    const Picture picture = load_picture(file_of(drawing, folder));
    if (picture.size() != Size{drawing.size, drawing.size}) return false;
    const std::vector<std::uint8_t> drawn = draw_rows(drawing, step);
    int compared = 0, different = 0;
    for (int row = 0; row < drawing.size; row += step) {
        for (int i = 0; i < drawing.size * drawing.channels; ++i, ++compared) {
            const auto channel = std::min(static_cast<std::size_t>(i % drawing.channels), picture.planes.size() - 1);
            const float committed = picture.planes[channel].at(row, i / drawing.channels);
            const auto index = static_cast<std::size_t>(row * drawing.size * drawing.channels + i);
            if (std::abs(committed - static_cast<float>(drawn[index])) > kTolerance) ++different;
        }
    }
    return different * kOneIn <= compared;
}

int run(std::span<char*> arguments) {
    const bool check = arguments.size() == 3 && std::string_view(arguments[1]) == "--check";
    if (!check && arguments.size() != 2) {
        std::cerr << "usage: convscope_draw_samples [--check] ASSETS\n";
        return 2;
    }
    const Path folder = arguments.back();
    bool all_match = true;
    for (const Drawing& drawing : drawings()) {
        if (!check) {
            draw(drawing, folder);
        } else if (!matches(drawing, folder)) {
            std::cerr << file_of(drawing, folder).string()
                      << " differs from the drawing. Run convscope_draw_samples without --check to write it again.\n";
            all_match = false;
        }
    }
    return all_match ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

}  // namespace convscope::draw

int main(int argc, char** argv) {
    try {
        return convscope::draw::run({argv, static_cast<std::size_t>(argc)});
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
