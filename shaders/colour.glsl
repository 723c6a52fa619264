// Maps a value to a colour; prepended to every fragment shader.
// Each row of `maps` is a colour map with 256 entries; `row` is the texture coordinate of a row.
vec4 mapped(sampler2D maps, float row, float value, vec2 range, vec4 nan_colour) {
    float t = clamp((value - range.x) / (range.y - range.x), 0.0, 1.0);
    return isnan(value) ? nan_colour : vec4(texture(maps, vec2((t * 255.0 + 0.5) / 256.0, row)).rgb, 1.0);
}

// The value with the larger magnitude; NaN wins.
float extreme_of(float a, float b) {
    return isnan(b) || abs(b) > abs(a) ? b : a;
}

// The larger value; NaN wins.
float largest_of(float a, float b) {
    return isnan(b) || b > a ? b : a;
}
