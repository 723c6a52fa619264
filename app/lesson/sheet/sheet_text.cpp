#include "app/lesson/sheet/sheet_text.h"

#include <algorithm>
#include <utility>

#include "app/paper/map_picture.h"
#include "core/image/files/load.h"

namespace convscope {

namespace {

constexpr double kPictureSide = 480;

std::vector<TextRun> runs_of(const std::vector<TextSpan>& spans) {
    std::vector<TextRun> runs;
    runs.reserve(spans.size());
    for (const TextSpan& span : spans) runs.push_back({span.text, span.strong, span.emphasised, span.code});
    return runs;
}

SheetText text_of(const TextBlock& block) {
    SheetText text{.runs = runs_of(block.spans)};
    if (block.kind == BlockKind::item) {
        text.depth = std::max(1, block.level);
        text.bullet = block.number > 0 ? std::to_string(block.number) + "." : "\u2022";
    }
    if (block.kind == BlockKind::code)
        for (TextRun& run : text.runs) {
            run.code = true;
            while (!run.text.empty() && run.text.back() == '\n') run.text.pop_back();
        }
    return text;
}

SheetFigure figure_of(const TextBlock& block, const LessonFiles& files) {
    const Picture picture = load_picture(files.file(block.picture.string()));
    SheetPicture made{.size = picture.size(), .pixels = colour_picture(picture, kPictureSide, kPictureSide).pixels};
    for (const TextSpan& span : block.spans) made.title += span.text;
    return {.pictures = {std::move(made)}};
}

}  // namespace

std::vector<SheetText> sheet_text(const LessonText& text) {
    std::vector<SheetText> texts;
    texts.reserve(text.size());
    for (const TextBlock& block : text)
        if (block.kind != BlockKind::picture) texts.push_back(text_of(block));
    return texts;
}

std::vector<SheetBlock> sheet_blocks(const LessonText& text, const LessonFiles& files) {
    std::vector<SheetBlock> blocks;
    blocks.reserve(text.size());
    for (const TextBlock& block : text) {
        if (block.kind == BlockKind::picture) {
            blocks.emplace_back(figure_of(block, files));
        } else if (block.kind == BlockKind::heading) {
            std::string words;
            for (const TextSpan& span : block.spans) words += span.text;
            blocks.emplace_back(SheetHeading{std::move(words), 3});
        } else {
            blocks.emplace_back(text_of(block));
        }
    }
    return blocks;
}

std::vector<TextRun> line_runs(const LessonText& text) {
    std::vector<TextRun> runs;
    for (const TextBlock& block : text) {
        if (!runs.empty()) runs.push_back({" "});
        for (TextRun& run : runs_of(block.spans)) runs.push_back(std::move(run));
    }
    return runs;
}

}  // namespace convscope
