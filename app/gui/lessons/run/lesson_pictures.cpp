#include "app/gui/lessons/run/lesson_pictures.h"

#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/image/files/load.h"

namespace convscope {

namespace {

void add_pictures(const LessonText& text, std::vector<const TextBlock*>& blocks) {
    for (const TextBlock& block : text)
        if (block.kind == BlockKind::picture) blocks.push_back(&block);
}

std::vector<const TextBlock*> picture_blocks(const Lesson& lesson) {
    std::vector<const TextBlock*> blocks;
    for (const LessonStep& step : lesson.steps) {
        for (const LessonText* text : {&step.text, &step.afterwards, &step.solution, &step.teacher})
            add_pictures(*text, blocks);
        for (const LessonText& hint : step.hints) add_pictures(hint, blocks);
    }
    return blocks;
}

}  // namespace

LessonPictures read_lesson_pictures(const Lesson& lesson, const LessonFiles& files,
                                    std::vector<LessonProblem>& problems) {
    LessonPictures pictures;
    for (const TextBlock* block : picture_blocks(lesson)) {
        if (pictures.contains(block->picture)) continue;
        if (pictures.size() == kMaxLessonPictures) {
            problems.push_back({lesson.file, block->line,
                                tr("the lesson shows more than {} pictures", kMaxLessonPictures),
                                tr("Divide the lesson")});
            break;
        }
        try {
            const Picture picture = load_picture(files.file(block->picture.string()));
            pictures.emplace(block->picture, enlarged(thumbnail_of(picture, kLessonPictureSide), kLessonPictureSide));
        } catch (const LoadError& error) {
            problems.push_back({lesson.file, block->line, tr("{}: {}", error.file(), error.fault()), error.remedy()});
        }
    }
    return pictures;
}

}  // namespace convscope
