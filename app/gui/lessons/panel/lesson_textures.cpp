#include "app/gui/lessons/panel/lesson_textures.h"

#include <utility>

namespace convscope {

void LessonTextures::update(const LessonRunner& runner) {
    if (std::exchange(version_, runner.pictures_version()) == runner.pictures_version()) return;
    textures_.clear();
    for (const auto& [picture, pixels] : runner.pictures()) textures_[picture].upload_rgba(pixels.size, pixels.rgba);
}

const gl::Texture* LessonTextures::find(const std::filesystem::path& picture) const {
    const auto found = textures_.find(picture);
    return found == textures_.end() ? nullptr : &found->second;
}

}  // namespace convscope
